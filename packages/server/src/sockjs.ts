import type { NativeGateway, StompGateway } from "@madang/gateways";
import { SockjsDoor, type SockjsDoorOptions } from "@madang/net";
import { SUBPROTOCOL } from "@madang/wire/native";

/** From the page's folder: the frame's page has the client's script from the server that it speaks to. */
const SCRIPT = "/page/sockjs.min.js";

/** The native protocol on `/sockjs`, STOMP on `/stomp`. */
export function sockjsDoor(
  { native, stomp }: { readonly native: NativeGateway; readonly stomp: StompGateway },
  ports: Omit<SockjsDoorOptions, "services" | "script">,
): SockjsDoor {
  const services = [
    { base: "/sockjs", gateway: native, subprotocols: [SUBPROTOCOL] },
    { base: "/stomp", gateway: stomp },
  ];
  return new SockjsDoor({ ...ports, services, script: SCRIPT });
}
