import { authorKey } from "./author.ts";
import type { Draft } from "./entry.ts";

/** FNV-1a, 32 bits (Fowler, Noll, Vo): spread well enough to tell histories apart, no defence against an attacker. */
const PRIME = 0x01000193;

/** The check of a log without entries. */
export const EMPTY_CHECK = 0x811c9dc5;

/**
 * The check of an entry that follows one with `previous`: a position that carries it vouches for the whole history up
 * to there, so a copied data folder that went another way is noticed.
 */
export function nextCheck(previous: number, draft: Draft): number {
  let hash = mixText(previous, draft.id);
  hash = mixText(hash, authorKey(draft.author));
  hash = mixText(hash, String(draft.at));
  if ("text" in draft.content) return mixText(hash, draft.content.text);
  hash = mixText(hash, draft.content.contentType);
  for (const byte of draft.content.data) hash = Math.imul(hash ^ byte, PRIME);
  return hash >>> 0;
}

function mixText(seed: number, text: string): number {
  let hash = Math.imul(seed ^ text.length, PRIME);
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), PRIME);
  return hash >>> 0;
}
