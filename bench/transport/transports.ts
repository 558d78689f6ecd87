import { listen, longPoll, poll, type Read, stream } from "./reader.ts";
import { poster, speaker, type Writer, type WriterParts } from "./writer.ts";

/** A way to read the room, and the way that goes with it to write. */
export interface Transport {
  readonly name: string;
  readonly read: Read;
  write(parts: WriterParts): Promise<Writer>;
  /** While nobody writes, the same happens every so often, in milliseconds. */
  readonly beatMs: number;
}

/** An answer after 25 s, by a clock of the server's that is up to two steps of a second late. */
const HELD_MS = 27_000;

export const TRANSPORTS: readonly Transport[] = [
  { name: "polling", read: poll, write: poster, beatMs: 1000 },
  { name: "long-polling", read: longPoll, write: poster, beatMs: HELD_MS },
  { name: "sse", read: stream, write: poster, beatMs: 15_000 },
  { name: "websocket", read: listen, write: speaker, beatMs: 20_000 },
];
