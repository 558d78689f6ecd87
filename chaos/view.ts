import { numberOf } from "./message.ts";
import { Row } from "./row.ts";
import type { Seen } from "./transports/transport.ts";

/** One connection of a reader, and how much it had seen when that began. */
export interface Stretch {
  readonly begin: number;
  /** Milliseconds since the run's begin. */
  readonly at: number;
  readonly transport: string;
  /** Where it began to read. */
  from: string | undefined;
  ended: string | undefined;
}

/** What stands for a text that nobody wrote. */
export const UNKNOWN = -1;

/** All that one reader was shown, in the order in which it was. */
export class View {
  readonly reader: string;
  /** Its transport gives positions: what it sees has to connect over all of its connections. */
  readonly resumes: boolean;
  /** The offset after which it began to read. */
  start: number | undefined;
  /** Message numbers, and where the transport says that they stand (0 where it does not). */
  readonly numbers = new Row();
  readonly offsets = new Row();
  readonly stretches: Stretch[] = [];
  /** What the server said it cannot show any more, and texts that nobody wrote. */
  readonly complaints: { readonly index: number; readonly what: string }[] = [];

  constructor(reader: string, resumes: boolean) {
    this.reader = reader;
    this.resumes = resumes;
  }

  connect(at: number, transport: string, from: string | undefined): void {
    this.stretches.push({ begin: this.numbers.length, at, transport, from, ended: undefined });
  }

  end(why: string): void {
    const last = this.stretches.at(-1);
    if (last !== undefined) last.ended ??= why;
  }

  see({ offset, text }: Seen): void {
    const number = numberOf(text);
    if (number === undefined) this.complain(`the text ${JSON.stringify(text.slice(0, 60))} at ${offset ?? "?"}`);
    this.numbers.push(number ?? UNKNOWN);
    this.offsets.push(offset ?? 0);
  }

  complain(what: string): void {
    this.complaints.push({ index: this.numbers.length, what });
  }

  /** The connection on which the sight of this index came. */
  stretchAt(index: number): number {
    return this.stretches.findLastIndex(({ begin }) => begin <= index);
  }
}
