/**
 * What waits behind a login, a join or a page of history. A client is not read from long before that; what one read of
 * 64 KiB may still bring is less.
 */
export const MAX_WAITING = 10_000;

/** With so much waiting, a client is not read from; when half of it is done, it is again. */
export const HOLD_FROM = 256;

/** What a client asks for, done one after the other in the order in which it came. */
export class InOrder<Work> {
  readonly #handle: (work: Work) => Promise<void> | undefined;
  readonly #failed: (work: Work, error: unknown) => void;
  readonly #holdBack: (on: boolean) => void;
  #waiting: Work[] | undefined;
  #isHeld = false;
  #holdsBack = false;
  #goOn: (() => void) | undefined;

  /**
   * `handle` answers a promise when what follows must wait; `failed` hears of one that rejects; `holdBack` of when the
   * client is to be read from no more, and when it is again.
   */
  constructor(
    handle: (work: Work) => Promise<void> | undefined,
    failed: (work: Work, error: unknown) => void,
    holdBack: (on: boolean) => void = () => undefined,
  ) {
    this.#handle = handle;
    this.#failed = failed;
    this.#holdBack = holdBack;
  }

  /** False: more waits than may. */
  add(work: Work): boolean {
    if (this.#waiting === undefined) this.#take(work);
    else if (this.#waiting.length < MAX_WAITING) this.#waiting.push(work);
    else return false;
    this.#weigh();
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
    this.#weigh();
  }

  #weigh(): void {
    const holdsBack = (this.#waiting?.length ?? 0) >= (this.#holdsBack ? HOLD_FROM / 2 : HOLD_FROM);
    if (holdsBack === this.#holdsBack) return;
    this.#holdsBack = holdsBack;
    this.#holdBack(holdsBack);
  }
}
