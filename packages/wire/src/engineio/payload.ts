import { type Packet, packetText, readPacketText } from "./packet.ts";

/** RS, U+001E (engine.io-protocol README, "HTTP long-polling"). */
export const SEPARATOR = "\x1e";

/** The packets as one body. */
export function payloadText(packets: readonly Packet[]): string {
  return packets.map(packetText).join(SEPARATOR);
}

export interface Payload {
  readonly packets: readonly Packet[];
  /** After these packets came something that is none: the session is to be closed. */
  readonly broken: boolean;
}

export const NO_PAYLOAD: Payload = { packets: [], broken: false };

/** Reads a body. What precedes a broken packet counts. */
export function readPayload(text: string): Payload {
  const packets: Packet[] = [];
  for (const part of text.split(SEPARATOR)) {
    const packet = readPacketText(part);
    if (packet === undefined) return { packets, broken: true };
    packets.push(packet);
  }
  return { packets, broken: false };
}
