import type { Event } from "@madang/wire/websocket";

/** What a stream of frames came to, whoever has read it. */
export interface Outcome {
  /** Messages, pings and pongs, spelled so that they can be compared. */
  readonly said: readonly string[];
  /** "open", or the code of the end. */
  readonly end: number | "open";
  readonly clean: boolean;
}

/** The outcome of our own events. */
export function outcomeOf(events: readonly Event[]): Outcome {
  const closed = events.find((event) => event.kind === "closed");
  const said = events.flatMap((event) => (event.kind === "closed" ? [] : [spelled(event)]));
  return closed === undefined ? { said, end: "open", clean: false } : { said, end: closed.code, clean: closed.clean };
}

function spelled(event: Exclude<Event, { kind: "closed" }>): string {
  if (event.kind === "text") return `text ${event.text}`;
  return `${event.kind} ${hex(event.kind === "binary" ? event.bytes : event.payload)}`;
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}
