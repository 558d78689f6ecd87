import { idOf } from "./conversation.ts";

/** When each message was sent, how long each took to each reader, and whether every reader got each once, in order. */
export class Ledger {
  readonly #sentAt: number[] = [];
  readonly #latencies: number[] = [];
  #fault: string | undefined;

  /** Answers its id. */
  sent(now: number = performance.now()): string {
    this.#sentAt.push(now);
    return idOf(this.#sentAt.length - 1);
  }

  /** A page for one more reader. */
  view(reader: string): View {
    return new View(reader, (index, fault) => this.#got(index, fault));
  }

  get sentCount(): number {
    return this.#sentAt.length;
  }

  /** Deliveries that have been checked. */
  get gotCount(): number {
    return this.#latencies.length;
  }

  /** What was wrong first, if anything. */
  get fault(): string | undefined {
    return this.#fault;
  }

  /** Milliseconds from send to receipt that this part of all deliveries did not pass. */
  percentile(part: number): number {
    const sorted = this.#latencies.toSorted((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
  }

  #got(index: number, fault: string | undefined): void {
    const sentAt = this.#sentAt[index];
    if (fault !== undefined || sentAt === undefined)
      this.#fault ??= fault ?? `message ${index} came before it was sent`;
    else this.#latencies.push(performance.now() - sentAt);
  }
}

/** What one reader has seen. */
export class View {
  readonly #reader: string;
  readonly #note: (index: number, fault: string | undefined) => void;
  #next = 0;

  constructor(reader: string, note: (index: number, fault: string | undefined) => void) {
    this.#reader = reader;
    this.#note = note;
  }

  /** The number of the message that has to come next. */
  get next(): number {
    return this.#next;
  }

  got(entry: { readonly id: string }): void {
    const wanted = idOf(this.#next);
    const fault = entry.id === wanted ? undefined : `${this.#reader} got ${entry.id} in place of ${wanted}`;
    this.#note(this.#next++, fault);
  }
}
