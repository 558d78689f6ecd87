import type { Command } from "./command.ts";

export type Header = readonly [name: string, value: string];

/** In the order of the wire, repeats kept; of those the first counts (STOMP 1.2 "Repeated Header Entries"). */
export type Headers = readonly Header[];

/** A frame as data, without escapes (STOMP 1.2 "STOMP Frames"). */
export interface Frame {
  readonly command: Command;
  readonly headers: Headers;
  /** Empty when there is none. A copy: it stays good when the input buffer is reused. */
  readonly body: Uint8Array;
}

/** The body of a frame that has none; shared, it cannot be written to. */
export const NO_BODY: Uint8Array = new Uint8Array(0);

/** The first value of that name. */
export function header(headers: Headers, name: string): string | undefined {
  for (const entry of headers) if (entry[0] === name) return entry[1];
  return undefined;
}

/** Headers that mean something between the sender and its server only, or that a MESSAGE has of its own. */
const OWN = new Set([
  "destination",
  "content-length",
  "content-type",
  "receipt",
  "transaction",
  "message-id",
  "subscription",
  "ack",
]);

/** What of a SEND's headers goes on to its MESSAGEs (STOMP 1.2 "SEND": user-defined headers must be passed through). */
export function userHeaders(headers: Headers): Headers {
  return headers.filter(([name]) => !OWN.has(name));
}
