import type { Turn } from "@madang/hub";

/** A turn that ends when it is told to. */
export class ManualTurn implements Turn {
  readonly #calls: (() => void)[] = [];
  readonly #later: (() => void)[] = [];

  atEnd(call: () => void): void {
    this.#calls.push(call);
  }

  next(call: () => void): void {
    this.#later.push(call);
  }

  /** Ends this turn. */
  end(): void {
    for (let call = this.#calls.shift(); call !== undefined; call = this.#calls.shift()) call();
    this.#calls.push(...this.#later.splice(0));
  }

  /** Ends turns, letting every promise in between settle, until nothing asks for another end. */
  async settle(): Promise<void> {
    do {
      this.end();
      await new Promise((resolve) => setImmediate(resolve));
    } while (this.#calls.length > 0);
  }
}
