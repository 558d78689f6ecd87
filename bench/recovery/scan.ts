const MARK = Buffer.from('"offset":');
const NOTHING: Buffer = Buffer.alloc(0);
/** The longest that an offset's digits and the mark before them are. */
const KEPT = MARK.length + 17;

/**
 * Counts entries in bytes as they come, in whatever framing: every entry has its offset once, and nothing else is spelled
 * so, since a quotation mark within a text is escaped. Far cheaper than reading the JSON of a million entries.
 */
export class Scan {
  #next: number;
  #rest: Buffer = NOTHING;
  #fault: string | undefined;

  /** `next` is the offset that has to come first. */
  constructor(next: number) {
    this.#next = next;
  }

  /** The offset that has to come next; everything before it has come once, in order. */
  get next(): number {
    return this.#next;
  }

  get fault(): string | undefined {
    return this.#fault;
  }

  read(chunk: Buffer): void {
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    let from = 0;
    for (let at = bytes.indexOf(MARK); at >= 0; at = bytes.indexOf(MARK, from)) {
      const end = numberEnd(bytes, at + MARK.length);
      if (end === bytes.length) break;
      this.#take(bytes, at + MARK.length, end);
      from = end;
    }
    this.#rest = Buffer.from(bytes.subarray(Math.max(from, bytes.length - KEPT)));
  }

  #take(bytes: Buffer, from: number, to: number): void {
    let offset = 0;
    for (let at = from; at < to; at++) offset = offset * 10 + (bytes[at] ?? 0) - 0x30;
    if (offset !== this.#next) this.#fault ??= `entry ${offset} came in place of ${this.#next}`;
    this.#next = offset + 1;
  }
}

function numberEnd(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && (bytes[at] ?? 0) >= 0x30 && (bytes[at] ?? 0) <= 0x39) at++;
  return at;
}
