import type { Message } from "../carrier.ts";
import { detach, hasBytes } from "./attachments.ts";
import { BINARY_ACK, BINARY_EVENT, type EventName, MAIN_NAMESPACE, PACKET_TYPES, type Packet } from "./packet.ts";

/** A packet as messages of Engine.IO: a text, and after it the bytes that it holds, each by itself. */
export function spellPacket(packet: Packet): readonly Message[] {
  if ((packet.type === "event" || packet.type === "ack") && hasBytes(packet.data)) return spellBinary(packet);
  const type = PACKET_TYPES.indexOf(packet.type);
  const id = "id" in packet ? packet.id : undefined;
  const json = "data" in packet && packet.data !== undefined ? JSON.stringify(packet.data) : "";
  return [head(String(type), packet.namespace, id) + json];
}

/** An EVENT without bytes, without an acknowledgement. */
export function eventPacket(namespace: string, name: EventName, ...args: readonly unknown[]): string {
  return head("2", namespace) + JSON.stringify([name, ...args]);
}

export interface SpelledArguments {
  /** JSON that is there already: one argument, several joined by commas, or none. Goes out as it is. */
  readonly body: string;
  /** How many messages of bytes, whose placeholders are in the body, follow this one. */
  readonly attachments?: number;
  /** A last argument, a string, such as the position that recovery asks for. */
  readonly suffix?: string;
}

/** The same from JSON that was made once for all who get it. */
export function spelledEventPacket(namespace: string, name: EventName, spelled: SpelledArguments): string {
  const { body, attachments = 0, suffix } = spelled;
  const type = attachments === 0 ? "2" : `${BINARY_EVENT}${attachments}-`;
  const first = body === "" ? "" : `,${body}`;
  const last = suffix === undefined ? "" : `,${JSON.stringify(suffix)}`;
  return `${head(type, namespace)}[${JSON.stringify(name)}${first}${last}]`;
}

function spellBinary(packet: Extract<Packet, { readonly type: "event" | "ack" }>): readonly Message[] {
  const bytes: Uint8Array[] = [];
  const json = JSON.stringify(detach(packet.data, bytes));
  const type = packet.type === "event" ? BINARY_EVENT : BINARY_ACK;
  return [head(`${type}${bytes.length}-`, packet.namespace, packet.id) + json, ...bytes];
}

/** `<type>[<attachments>-][<namespace>,][<id>]`. */
function head(type: string, namespace: string, id?: number): string {
  return type + (namespace === MAIN_NAMESPACE ? "" : `${namespace},`) + (id ?? "");
}
