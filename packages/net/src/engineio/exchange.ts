import type { Hold, Reply } from "@madang/wire";

/** One request of a session, and its answer when there is one. */
export class Exchange implements Hold {
  readonly kind = "hold";
  readonly #begin: (exchange: Exchange) => void;
  readonly #lost: (exchange: Exchange) => void;
  #answer: ((reply: Reply) => void) | undefined;

  /** `begin` when the request can be answered; `lost` when nobody waits for the answer any more. */
  constructor(begin: (exchange: Exchange) => void, lost: (exchange: Exchange) => void) {
    this.#begin = begin;
    this.#lost = lost;
  }

  wait(answer: (reply: Reply) => void): () => void {
    this.#answer = answer;
    this.#begin(this);
    return () => {
      this.#answer = undefined;
      this.#lost(this);
    };
  }

  /** The first reply counts. */
  give(reply: Reply): void {
    const answer = this.#answer;
    this.#answer = undefined;
    answer?.(reply);
  }
}
