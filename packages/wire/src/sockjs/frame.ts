import { quote } from "./quote.ts";

/** sockjs-protocol.py, "Framing accepted by the client": the first frame of a session, once. */
export const OPEN_FRAME = "o";
/** Keeps load balancers from cutting a silent connection. */
export const HEARTBEAT_FRAME = "h";
/** What stands around the list of messages in an `a` frame. */
export const MESSAGES_HEAD = "a[";
export const MESSAGES_TAIL = "]";

/**
 * The inside of an `a` frame: JSON strings joined by commas. Two lists joined by a comma are the list of both, so a
 * list can be made once and shared by every session, whatever else its frame holds.
 */
export function messageList(messages: readonly string[]): string {
  return messages.map(quote).join(",");
}

/** `a["…","…"]`. */
export function messagesFrame(messages: readonly string[]): string {
  return MESSAGES_HEAD + messageList(messages) + MESSAGES_TAIL;
}

/** `c[3000,"Go away!"]`: sent to every receiver that comes after the end. */
export function closeFrame(code: number, reason: string): string {
  return `c[${code},${quote(reason)}]`;
}
