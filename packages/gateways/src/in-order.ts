/** What waits behind a login, a join or a page of history; a client that asks for more meanwhile is not one of ours. */
export const MAX_WAITING = 1000;

/** What a client asks for, done one after the other in the order in which it came. */
export class InOrder<Work> {
  readonly #handle: (work: Work) => Promise<void> | undefined;
  readonly #failed: (work: Work, error: unknown) => void;
  #waiting: Work[] | undefined;
  #isHeld = false;
  #goOn: (() => void) | undefined;

  /** `handle` answers a promise when what follows must wait; `failed` hears of one that rejects. */
  constructor(handle: (work: Work) => Promise<void> | undefined, failed: (work: Work, error: unknown) => void) {
    this.#handle = handle;
    this.#failed = failed;
  }

  /** False: more waits than may. */
  add(work: Work): boolean {
    if (this.#waiting === undefined) this.#take(work);
    else if (this.#waiting.length < MAX_WAITING) this.#waiting.push(work);
    else return false;
    return true;
  }

  /** True: what waits goes on waiting, for the client does not read what it is answered. */
  hold(on: boolean): void {
    this.#isHeld = on;
    if (!on) this.#goOn?.();
  }

  #take(work: Work): void {
    const doing = this.#handle(work);
    if (doing === undefined) return;
    this.#waiting = [];
    doing.catch((error: unknown) => this.#failed(work, error)).finally(() => this.#next());
  }

  #next(): void {
    this.#goOn = this.#isHeld ? () => this.#next() : undefined;
    if (this.#isHeld) return;
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const work of waiting) {
      // An earlier one of these may have to be waited for in its turn.
      if (this.#waiting === undefined) this.#take(work);
      else (this.#waiting as Work[]).push(work);
    }
  }
}
