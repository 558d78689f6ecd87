import type { Writable } from "node:stream";

/** 64 KiB: one write of this size still shows whether a slow reader makes progress. */
export const MAX_WRITE_BYTES: number = 64 * 1024;

/** What gathers a connection's bytes over a turn; the round calls `flush` at its end. */
export interface Gathering {
  /** Never throws: others wait their turn behind it. */
  flush(): void;
}

/** Everything that has bytes to write at this turn's end. */
export class WriteRound {
  readonly #turn: { atEnd(call: () => void): void };
  #waiting: Gathering[] = [];
  readonly #flush = (): void => this.#flushAll();

  constructor(turn: { atEnd(call: () => void): void }) {
    this.#turn = turn;
  }

  add(gathering: Gathering): void {
    if (this.#waiting.length === 0) this.#turn.atEnd(this.#flush);
    this.#waiting.push(gathering);
  }

  #flushAll(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const gathering of waiting) gathering.flush();
  }
}

/**
 * Writes as much of what a turn brought for one stream as that takes: small images joined, large ones in parts, no
 * write longer than 64 KiB. Answers what is left when the stream has to drain first; it will then say that it has.
 */
export function writeSome(stream: Writable, images: readonly Uint8Array[]): Uint8Array[] {
  const left = [...images];
  let next = 0;
  while (next < left.length && !stream.writableNeedDrain) {
    const image = left[next] ?? NOTHING;
    if (image.length > MAX_WRITE_BYTES) {
      stream.write(image.subarray(0, MAX_WRITE_BYTES));
      left[next] = image.subarray(MAX_WRITE_BYTES);
      continue;
    }
    const end = joinable(left, next);
    stream.write(end === next + 1 ? image : Buffer.concat(left.slice(next, end)));
    next = end;
  }
  return next === 0 ? left : left.slice(next);
}

const NOTHING = new Uint8Array(0);

/** How far images from `from` on fit into one write; at least one does. */
function joinable(images: readonly Uint8Array[], from: number): number {
  let size = images[from]?.length ?? 0;
  let end = from + 1;
  for (; end < images.length; end++) {
    size += images[end]?.length ?? 0;
    if (size > MAX_WRITE_BYTES) break;
  }
  return end;
}
