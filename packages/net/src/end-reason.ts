/**
 * Why a connection is over: a closing handshake was done (`goodbye`), the peer broke a rule of the protocol (`rule`),
 * the stream ended or broke without a word (`lost`), nothing was heard of the peer (`silent`), it took no byte of what
 * it is owed (`stalled`), or it did not go when the server stopped (`stop`).
 */
export type EndReason = "goodbye" | "rule" | "lost" | "silent" | "stalled" | "stop";

/** How many have ended, by reason; every reason is there from the beginning. */
export class EndCounts {
  readonly #counts = new Map<EndReason, number>(REASONS.map((reason) => [reason, 0]));

  add(reason: EndReason): void {
    this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + 1);
  }

  get all(): ReadonlyMap<EndReason, number> {
    return this.#counts;
  }
}

const REASONS: readonly EndReason[] = ["goodbye", "rule", "lost", "silent", "stalled", "stop"];
