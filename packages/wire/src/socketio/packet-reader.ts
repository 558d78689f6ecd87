import type { Message } from "../carrier.ts";
import { attach } from "./attachments.ts";
import { readJson } from "./json.ts";
import { type EventPacket, type JsonObject, type Packet, RESERVED_EVENTS } from "./packet.ts";
import { type PacketHead, readHead } from "./packet-head.ts";

/** What the peer sent is no packet; the connection is to be closed (socket.io-protocol, "Packet encoding"). */
export interface BadPacket {
  readonly type: "bad";
  readonly why: string;
}

/** 1 MB of bytes in a packet: what one message of Engine.IO may have. */
export const MAX_PACKET_BYTES = 1_000_000;

interface Unfinished {
  readonly packet: Packet;
  readonly data: unknown[];
  readonly attachments: number;
  readonly bytes: Uint8Array[];
}

/** Messages of Engine.IO to packets; holds one packet whose bytes are still to come. */
export class PacketReader {
  #unfinished: Unfinished | undefined;

  /** The packet that this message ends; undefined: its bytes are not all there yet. Never throws. */
  read(message: Message): Packet | BadPacket | undefined {
    return typeof message === "string" ? this.#readText(message) : this.#readBytes(message);
  }

  #readText(text: string): Packet | BadPacket | undefined {
    if (this.#unfinished !== undefined) return bad("a text while bytes are due");
    const head = readHead(text);
    if (typeof head === "string") return bad(head);
    const json = text.slice(head.end);
    const data = json === "" ? undefined : readJson(json);
    const packet = json !== "" && data === undefined ? undefined : packetOf(head, data);
    if (packet === undefined) return bad("invalid payload");
    if (head.attachments === 0) return packet;
    this.#unfinished = { packet, data: data as unknown[], attachments: head.attachments, bytes: [] };
    return undefined;
  }

  #readBytes(message: Uint8Array): Packet | BadPacket | undefined {
    const unfinished = this.#unfinished;
    if (unfinished === undefined) return bad("bytes while none are due");
    unfinished.bytes.push(message);
    if (unfinished.bytes.reduce((sum, { length }) => sum + length, 0) > MAX_PACKET_BYTES) return bad("too many bytes");
    if (unfinished.bytes.length < unfinished.attachments) return undefined;
    this.#unfinished = undefined;
    return attach(unfinished.data, unfinished.bytes) ? unfinished.packet : bad("illegal attachments");
  }
}

/** A packet whose data is what its type asks for; an event's and an ack's is the very array given. */
function packetOf({ type, namespace, id }: PacketHead, data: unknown): Packet | undefined {
  switch (type) {
    case 0:
      if (data === undefined) return { type: "connect", namespace };
      return isObject(data) ? { type: "connect", namespace, data } : undefined;
    case 1:
      return data === undefined ? { type: "disconnect", namespace } : undefined;
    case 2:
    case 5:
      if (!isEvent(data)) return undefined;
      return { type: "event", namespace, data, ...(id === undefined ? {} : { id }) };
    case 3:
    case 6:
      return Array.isArray(data) && id !== undefined ? { type: "ack", namespace, id, data } : undefined;
    default:
      return isObject(data) || typeof data === "string" ? { type: "connect_error", namespace, data } : undefined;
  }
}

function isEvent(data: unknown): data is EventPacket["data"] {
  if (!Array.isArray(data)) return false;
  const name: unknown = data[0];
  return typeof name === "number" || (typeof name === "string" && !RESERVED_EVENTS.has(name));
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function bad(why: string): BadPacket {
  return { type: "bad", why };
}
