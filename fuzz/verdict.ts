import assert from "node:assert/strict";
import type { Outcome } from "./outcome.ts";

/**
 * Where we and `ws` may differ, and why we are right, or both are. `seen` counts; whatever fits none of these is a
 * finding.
 */
export class Verdicts {
  readonly #deflated: boolean;
  readonly #seen = new Map<string, number>();

  constructor(deflated: boolean) {
    this.#deflated = deflated;
  }

  /** Throws when the two outcomes of one stream differ for no good reason. */
  judge(ours: Outcome, theirs: Outcome): void {
    if (ours.end === theirs.end && ours.clean === theirs.clean && same(ours.said, theirs.said)) return;
    const reason = difference(ours, theirs, this.#deflated);
    if (reason === undefined) assert.deepEqual(ours, theirs, "we and ws read this differently");
    else this.#seen.set(reason, (this.#seen.get(reason) ?? 0) + 1);
  }

  get notes(): readonly string[] {
    return [...this.#seen].map(([reason, count]) => `differs from ws ${count} times: ${reason}`);
  }
}

function difference(ours: Outcome, theirs: Outcome, deflated: boolean): string | undefined {
  const first = ours.said.findIndex((said, index) => theirs.said[index] !== said);
  if (/^(?:text|binary) $/.test(ours.said[first - 1] ?? "")) {
    return "nothing at all is an empty compressed message, as some senders write it (RFC 7692 7.2.3.6); ws is out of step after it";
  }
  const [our, their] = [ours.said[first] ?? "", theirs.said[first] ?? ""];
  if (their.endsWith("0000ffff") && our === `${their}0300`) {
    return "a stored block that is cut takes what is added to every message for its own: we add two bytes more than ws";
  }
  const later = ours.said.slice(theirs.said.length);
  const waits = later.every(isControl) && (later.length > 0 || ours.end === "open");
  if (deflated && waits && [1007, 1009].includes(Number(theirs.end)) && startsWith(ours.said, theirs.said)) {
    return "a compressed message is inflated when all of it is there; ws inflates each fragment, and fails at the first bad one";
  }
  if (theirs.end === 1009 && startsWith(ours.said, theirs.said)) {
    return "the bound is on what a message inflates to; ws holds what it is compressed to, or a length with its top bit set, against it too";
  }
  if (!startsWith(theirs.said, ours.said)) return undefined;
  const more = theirs.said.length > ours.said.length;
  if (ours.end === 1007 && (theirs.end !== 1007 || more)) {
    return "1007 at the first bad byte (RFC 6455 8.1: as soon as it is seen); ws looks at the whole message";
  }
  if (ours.end === 1002 && (theirs.end === "open" || more) && !ours.clean) {
    return "1002 at the first byte that cannot be, or for a length not in its shortest form (5.2); ws waits or takes it";
  }
  if (ours.end === 1002 && theirs.end === 1009)
    return "1002 for a length with its top bit set (5.2 forbids it); ws says 1009";
  if (ours.end === 1002 && (theirs.end === 1007 || theirs.clean))
    return "1002 for a form that ws does not mind, which then fails or ends by itself";
  if (ours.end === 1008 && theirs.end !== 1008)
    return "1008 at the header of the fragment too many; ws when all of it is there";
  if (ours.end === 1009 && theirs.end !== 1009)
    return "1009 at the header of what will be too big; ws when more is there";
  return undefined;
}

function isControl(said: string): boolean {
  return said.startsWith("ping ") || said.startsWith("pong ");
}

function startsWith(list: readonly string[], head: readonly string[]): boolean {
  return head.every((item, index) => list[index] === item);
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && startsWith(a, b);
}
