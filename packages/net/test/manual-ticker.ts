import type { Ticker } from "../src/ticker.ts";

interface Tick {
  readonly ms: number;
  readonly call: () => void;
  due: number;
}

/** Time that stands until it is moved. */
export class ManualTicker implements Ticker {
  readonly #ticks = new Set<Tick>();
  #now = 0;

  /** How many wait for their time. */
  get size(): number {
    return this.#ticks.size;
  }

  every(ms: number, call: () => void): () => void {
    const tick: Tick = { ms, call, due: this.#now + ms };
    this.#ticks.add(tick);
    return () => this.#ticks.delete(tick);
  }

  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const [next] = [...this.#ticks].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due);
      if (next === undefined) break;
      this.#now = next.due;
      next.due += next.ms;
      next.call();
    }
    this.#now = end;
  }
}
