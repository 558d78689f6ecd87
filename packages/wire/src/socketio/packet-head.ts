import { BINARY_ACK, BINARY_EVENT, MAIN_NAMESPACE } from "./packet.ts";

/** Bytes of one packet, each in a message of its own (socket.io-parser, `maxAttachments`). */
export const MAX_ATTACHMENTS = 10;
/** Characters; a namespace is a key of a table. */
export const MAX_NAMESPACE_LENGTH = 256;

/** What stands before the JSON of a packet: `<type>[<attachments>-][<namespace>,][<id>]`. */
export interface PacketHead {
  /** The digit: 0 to 6. */
  readonly type: number;
  /** How many messages of bytes follow; 0 of a packet that is not binary. */
  readonly attachments: number;
  readonly namespace: string;
  readonly id?: number;
  /** Where the JSON begins. */
  readonly end: number;
}

/** Reads the head; a text says what is wrong with it. A namespace may lack its comma at the end of the packet. */
export function readHead(text: string): PacketHead | string {
  const type = text.charCodeAt(0) - 0x30;
  if (!(type >= 0 && type <= BINARY_ACK)) return "unknown packet type";
  let end = 1;
  let attachments = 0;
  if (type === BINARY_EVENT || type === BINARY_ACK) {
    const count = digits(text, end);
    attachments = Number(count);
    end += count.length + 1;
    if (attachments < 1 || text.charAt(end - 1) !== "-") return "illegal attachments";
    if (attachments > MAX_ATTACHMENTS) return "too many attachments";
  }
  let namespace = MAIN_NAMESPACE;
  if (text.charAt(end) === MAIN_NAMESPACE) {
    const comma = text.indexOf(",", end);
    namespace = text.slice(end, comma < 0 ? text.length : comma);
    end += namespace.length + (comma < 0 ? 0 : 1);
    if (namespace.length > MAX_NAMESPACE_LENGTH) return "too long a namespace";
  }
  const id = digits(text, end);
  if (id === "") return { type, attachments, namespace, end };
  if (!Number.isSafeInteger(Number(id))) return "illegal id";
  return { type, attachments, namespace, id: Number(id), end: end + id.length };
}

function digits(text: string, from: number): string {
  let to = from;
  while (to < text.length && text.charCodeAt(to) >= 0x30 && text.charCodeAt(to) <= 0x39) to++;
  return text.slice(from, to);
}
