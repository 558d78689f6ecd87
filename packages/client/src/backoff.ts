const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/** The wait before the n-th try: random between 0 and 0.5 s · 2ⁿ, at most 30 s, so that a crowd does not come back as one. */
export function backoff(tries: number, random: () => number): number {
  return random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** tries);
}
