export interface Sized {
  readonly length: number;
}

/**
 * What waits for an answer to carry it, and what was in answers that may not have arrived. An answer over HTTP is sure
 * only once the client shows that it has it, by its next poll say; until then its items are *in doubt*, and can be put
 * back to the front. Counts tell a reader of a log how far its cursor surely is.
 */
export class Outbox<Item extends Sized> {
  readonly #keeps: boolean;
  #queue: Item[] = [];
  #inDoubt: Item[] = [];
  #waitingSize = 0;
  #taken = 0;
  #confirmed = 0;

  /** `keeps`: items in doubt are held, so that `putBack` can bring them again; else only counted. */
  constructor(keeps: boolean) {
    this.#keeps = keeps;
  }

  get isEmpty(): boolean {
    return this.#queue.length === 0;
  }

  /** The lengths of what waits, together. */
  get waitingSize(): number {
    return this.#waitingSize;
  }

  /** How many items, from the first ever added on, have surely arrived. */
  get confirmed(): number {
    return this.#confirmed;
  }

  add(item: Item): void {
    this.#queue.push(item);
    this.#waitingSize += item.length;
  }

  /** All that waits, in order; from now on in doubt. */
  take(): readonly Item[] {
    const items = this.#queue;
    this.#queue = [];
    this.#waitingSize = 0;
    this.#taken += items.length;
    if (this.#keeps) this.#inDoubt = this.#inDoubt.length === 0 ? items : this.#inDoubt.concat(items);
    return items;
  }

  /** Everything taken has arrived. */
  confirm(): void {
    this.#confirmed = this.#taken;
    if (this.#inDoubt.length > 0) this.#inDoubt = [];
  }

  /** What is in doubt has not arrived, and waits again, before the rest. */
  putBack(): void {
    this.#taken -= this.#inDoubt.length;
    for (const item of this.#inDoubt) this.#waitingSize += item.length;
    this.#queue = this.#inDoubt.concat(this.#queue);
    this.#inDoubt = [];
  }

  /** Nobody will read the rest. */
  clear(): void {
    this.#queue = [];
    this.#inDoubt = [];
    this.#waitingSize = 0;
  }
}
