import type { Book } from "../book.ts";
import { numberOf } from "../message.ts";
import type { Finding } from "./finding.ts";
import type { LogLine } from "./log-line.ts";

/** The log at the end: which message stands where. */
export class Chart {
  /** The message number at each offset; `numbers[0]` stands for nothing. */
  readonly numbers: (number | undefined)[] = [undefined];
  readonly offsetOf = new Map<number, number>();
  readonly findings: Finding[] = [];

  constructor(log: readonly LogLine[], book: Book) {
    for (const line of log) this.#enter(line, book);
    for (const one of book.written) {
      const { number, acknowledged, contradiction } = one;
      if (acknowledged && !this.offsetOf.has(number)) {
        this.findings.push({
          kind: "lost",
          what: `message ${number} of ${one.author} was acknowledged and is not in the log`,
        });
      }
      if (contradiction !== undefined)
        this.findings.push({ kind: "misplaced", what: `message ${number}: ${contradiction}` });
    }
  }

  get end(): number {
    return this.numbers.length - 1;
  }

  #enter(line: LogLine, book: Book): void {
    const { offset, position, text } = line;
    if (offset !== this.numbers.length) {
      this.findings.push({
        kind: "out of order",
        what: `the log has offset ${offset} where ${this.numbers.length} belongs`,
      });
    }
    const number = numberOf(text);
    const written = number === undefined ? undefined : book.written[number];
    this.numbers[offset] = number;
    if (number === undefined || written === undefined || !isBy(line, written)) {
      const { id, author } = line;
      this.findings.push({
        kind: "never sent",
        what: `the log has at ${offset} ${author} ${id} ${JSON.stringify(text.slice(0, 60))}`,
      });
      return;
    }
    const first = this.offsetOf.get(number);
    if (first !== undefined) {
      this.findings.push({
        kind: "doubled",
        what: `the log has message ${number} of ${line.author} at ${first} and ${offset}`,
      });
      return;
    }
    this.offsetOf.set(number, offset);
    if (written.position !== undefined && written.position !== position) {
      const what = `message ${number} stands at ${offset}, ${position}; its receipt said ${written.position}`;
      this.findings.push({ kind: "misplaced", what });
    }
  }
}

function isBy({ id, author }: LogLine, written: { readonly id: string | undefined; readonly author: string }): boolean {
  return author === written.author && (written.id === undefined || written.id === id);
}
