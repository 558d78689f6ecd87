/** 40 characters as people count them (grapheme clusters, Unicode Standard Annex 29). */
export const MAX_NAME_GRAPHEMES = 40;
/** A grapheme cluster has no end of its own: an emoji family has 11 units, a stack of accents as many as one likes. */
export const MAX_NAME_UNITS = 440;
/** What such a name can come from (NFD): more is not looked at, NFC of many accents is quadratic. */
const MAX_GIVEN_UNITS = 4 * MAX_NAME_UNITS;
const TOO_LONG: CheckedName = { problem: `a name has at most ${MAX_NAME_GRAPHEMES} characters` };

/** What turns the direction of a line is refused with the controls: it would reach into the text after the name. */
const REFUSED = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}]/u;
const INVISIBLE = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}]*$/u;
const graphemes = new Intl.Segmenter();

export type CheckedName = { readonly name: string } | { readonly problem: string };

/** A guest's name in NFC, without white space around it, or what is wrong with it. */
export function checkName(text: string): CheckedName {
  if (text.length > MAX_GIVEN_UNITS) return TOO_LONG;
  const name = text.normalize("NFC").trim();
  if (name.includes(":")) return { problem: "a name has no colon" };
  if (REFUSED.test(name)) return { problem: "a name has no control characters" };
  if (INVISIBLE.test(name)) return { problem: "a name needs at least one character" };
  // No more units than graphemes are allowed: nothing to count, and counting is most of what a connection costs here.
  if (name.length <= MAX_NAME_GRAPHEMES) return { name };
  if (name.length > MAX_NAME_UNITS || countGraphemes(name) > MAX_NAME_GRAPHEMES) return TOO_LONG;
  return { name };
}

function countGraphemes(text: string): number {
  let count = 0;
  for (const _ of graphemes.segment(text)) count++;
  return count;
}
