import type { TokenRefusal } from "./jwt.ts";

/** The last 100: enough to find the one that somebody has just complained about. */
export const MAX_REFUSALS = 100;

/** A token that was not accepted, as the operator sees it: never the token. */
export interface RefusedLogin extends TokenRefusal {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly address: string;
}

/** What the operator looks into when a host site's people cannot come in. */
export class Refusals {
  readonly #last: RefusedLogin[] = [];

  add(refused: RefusedLogin): void {
    this.#last.push(refused);
    if (this.#last.length > MAX_REFUSALS) this.#last.shift();
  }

  /** The latest first. */
  list(): readonly RefusedLogin[] {
    return this.#last.toReversed();
  }
}
