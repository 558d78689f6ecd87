import type { Hold, Reply } from "@madang/wire";

/** One request of a session, and its answer when there is one. */
export class Exchange implements Hold {
  readonly kind = "hold";
  readonly #begin: (exchange: Exchange) => void;
  readonly #lost: (exchange: Exchange) => void;
  #isWaited = false;
  /** What was answered before anybody waited for it. */
  #early: Reply | undefined;
  #answer: ((reply: Reply) => void) | undefined;

  /** `begin` when the request can be answered; `lost` when nobody waits for the answer any more. */
  constructor(begin: (exchange: Exchange) => void, lost: (exchange: Exchange) => void) {
    this.#begin = begin;
    this.#lost = lost;
  }

  wait(answer: (reply: Reply) => void): () => void {
    this.#isWaited = true;
    this.#answer = answer;
    if (this.#early === undefined) this.#begin(this);
    else this.give(this.#early);
    return () => {
      this.#answer = undefined;
      this.#lost(this);
    };
  }

  /** The first reply counts; one that is given before it begins takes the place of that. */
  give(reply: Reply): void {
    if (!this.#isWaited) this.#early ??= reply;
    const answer = this.#answer;
    this.#answer = undefined;
    answer?.(reply);
  }
}
