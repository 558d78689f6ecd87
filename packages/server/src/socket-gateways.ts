import { MappedDestinations, NativeGateway, StompGateway, type StompPorts, TextGateway } from "@madang/gateways";
import type { Gateway } from "@madang/wire";
import type { Settings } from "./settings.ts";

/** Who speaks over connections that stay. */
export interface SocketGateways {
  readonly native: NativeGateway;
  readonly stomp: StompGateway;
  /** Who speaks over a WebSocket at this path. */
  route(path: string): Gateway | undefined;
}

export function socketGateways(
  settings: Pick<Settings, "stomp-prefixes">,
  ports: Omit<StompPorts, "destinations">,
): SocketGateways {
  const native = new NativeGateway(ports);
  const text = new TextGateway({ ...ports, prefix: "/ws/" });
  const stomp = new StompGateway({ ...ports, destinations: new MappedDestinations(settings["stomp-prefixes"]) });
  const route = (path: string): Gateway | undefined => {
    if (path === "/ws") return native;
    if (path.startsWith("/ws/")) return text;
    return StompGateway.speaksAt(path) ? stomp : undefined;
  };
  return { native, stomp, route };
}
