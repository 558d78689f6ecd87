import type { StompGateway } from "@madang/gateways";
import { TcpDoor, type TcpDoorOptions } from "@madang/net";
import type { Settings } from "./settings.ts";

/** What the port stands on. */
export interface StompDoorParts extends Omit<TcpDoorOptions, "gateway" | "refusal"> {
  readonly settings: Pick<Settings, "stomp-port" | "host">;
  readonly gateway: StompGateway;
}

/** STOMP over plain TCP. */
export interface StompDoor {
  readonly door: TcpDoor;
  readonly port: number;
}

/**
 * Opens `--stomp-port`; undefined when there is none. Rejects with an error that names the option when the address cannot
 * be had.
 */
export async function openStompDoor({ settings, ...parts }: StompDoorParts): Promise<StompDoor | undefined> {
  const port = settings["stomp-port"];
  if (port === undefined) return undefined;
  const door = new TcpDoor({ ...parts, refusal: (refusal) => parts.gateway.refusal(refusal) });
  try {
    return { door, port: await door.listen(port, settings.host) };
  } catch (error) {
    await door.close(() => 0, "");
    throw new Error(`--stomp-port: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
