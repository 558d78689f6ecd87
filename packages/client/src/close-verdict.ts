/**
 * After which a client does not come back by itself, of the codes of the wire's `CLOSE_CODES`: the test holds this list
 * against that table, whose words would be a tenth of what a page loads.
 */
const FINAL: ReadonlySet<number> = new Set([1000, 1002, 1003, 1007, 1008, 1009, 1010, 4001, 4003, 4004]);

/** What a closed link means: whether to come back, and why it closed, for people. A code that nobody knows is a mishap. */
export function closeVerdict(code: number, reason: string): { readonly returns: boolean; readonly why: string } {
  return { returns: !FINAL.has(code), why: reason || `the connection closed (${code})` };
}
