import { base64 } from "../base64.ts";
import type { Message } from "../carrier.ts";
import { base64Bytes } from "./base64-bytes.ts";

/** Everything but a message: its data is text, and mostly empty. */
export interface ControlPacket {
  readonly type: "open" | "close" | "ping" | "pong" | "upgrade" | "noop";
  readonly data: string;
}

export interface MessagePacket<Data> {
  readonly type: "message";
  readonly data: Data;
}

/** engine.io-protocol README, "Packet encoding". */
export type Packet<Data = Message> = ControlPacket | MessagePacket<Data>;

/** A packet's digit is its place here. */
const TYPES = ["open", "close", "ping", "pong", "message", "upgrade", "noop"] as const;

/** A control packet. */
export function control(type: ControlPacket["type"], data = ""): ControlPacket {
  return { type, data };
}

/** A packet as text: a digit and its data, or `b` and base64 for bytes, as polling carries them. */
export function packetText(packet: Packet): string {
  if (typeof packet.data !== "string") return `b${base64(packet.data)}`;
  return TYPES.indexOf(packet.type) + packet.data;
}

/** A packet as a WebSocket carries it, one a frame: bytes go as they are, without a digit. */
export function packetFrame(packet: Packet): Message {
  return typeof packet.data === "string" ? packetText(packet) : packet.data;
}

/** Reads a packet of a polling payload, or of a client that sends bytes as text on a WebSocket too; undefined: it is none. */
export function readPacketText(text: string): Packet | undefined {
  if (text.startsWith("b")) {
    const data = base64Bytes(text.slice(1));
    return data && { type: "message", data };
  }
  return readText(text);
}

/** Reads a WebSocket's message. */
export function readPacketFrame(message: Message): Packet | undefined {
  return typeof message === "string" ? readPacketText(message) : { type: "message", data: message };
}

function readText(text: string): Packet | undefined {
  const type = TYPES[text.charCodeAt(0) - 0x30];
  return type && { type, data: text.slice(1) };
}
