import type { Appended, Conflict, Draft, Entry, Head, Kept, Store } from "@madang/hub";

/** A store whose answers wait until the test says; what it is asked takes effect at once. */
export class SlowStore implements Store {
  readonly #store: Store;
  readonly #answers: (() => void)[] = [];
  /** How many of the next reads fail. */
  failures = 0;
  /** How many of the next appends fail, and with what. */
  readonly refusals: Error[] = [];
  /** False: answers come by themselves. */
  holds = true;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Lets the `index`-th of the waiting answers go, if there is one. */
  answer(index = 0): void {
    this.#answers.splice(index % Math.max(1, this.#answers.length), 1)[0]?.();
  }

  get waiting(): number {
    return this.#answers.length;
  }

  head(room: string): Promise<Head> {
    return this.#store.head(room);
  }

  append(room: string, drafts: readonly Draft[]): Promise<readonly Appended[]> {
    const refusal = this.refusals.shift();
    return this.#held(refusal === undefined ? this.#store.append(room, drafts) : Promise.reject(refusal));
  }

  appendAll(room: string, drafts: readonly Draft[]): Promise<readonly Kept[] | Conflict> {
    const refusal = this.refusals.shift();
    return this.#held(refusal === undefined ? this.#store.appendAll(room, drafts) : Promise.reject(refusal));
  }

  read(room: string, after: number, limit: number): Promise<readonly Entry[]> {
    if (this.failures > 0) {
      this.failures--;
      return this.#held(Promise.reject(new Error("the disk is away")));
    }
    return this.#held(this.#store.read(room, after, limit));
  }

  remove(room: string, offset: number): Promise<boolean> {
    return this.#store.remove(room, offset);
  }

  prune(room: string, at: number): Promise<number> {
    return this.#store.prune(room, at);
  }

  close(): Promise<void> {
    return this.#store.close();
  }

  async #held<T>(result: Promise<T>): Promise<T> {
    result.catch(() => undefined);
    if (this.holds) await new Promise<void>((resolve) => this.#answers.push(resolve));
    return result;
  }
}
