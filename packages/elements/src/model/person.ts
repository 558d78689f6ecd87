import type { PersonObject } from "@madang/client";

/** How many colours the avatars have; the style sheet knows as many. */
export const HUES = 8;

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** What makes a person one person: the id of those who signed in, the name of guests. */
export function personKey({ kind, name, id }: PersonObject): string {
  return `${kind}:${id ?? name}`;
}

export function isSame(one: PersonObject, other: PersonObject | undefined): boolean {
  return other !== undefined && personKey(one) === personKey(other);
}

/** A colour of the palette, the same for the same person everywhere. */
export function hueOf(person: PersonObject): number {
  // FNV-1a, stirred once more: short names that differ in a letter would share a colour.
  let hash = 0x811c9dc5;
  for (const character of personKey(person)) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return ((hash ^ (hash >>> 13)) >>> 0) % HUES;
}

/** One or two signs for an avatar: the given name of a Korean name, the first letters of others. */
export function initials(name: string): string {
  const words = name.normalize("NFC").match(/[\p{L}\p{N}]+/gu) ?? [];
  const first = words[0];
  if (first === undefined) return [...graphemes.segment(name.trim())][0]?.segment ?? "?";
  if (/^\p{sc=Hangul}{3}$/u.test(first)) return first.slice(1);
  if (/^[\p{sc=Hangul}\p{sc=Han}]/u.test(first)) return signs(first, 2);
  return [first, ...words.slice(1).filter((word) => /^\p{L}/u.test(word))]
    .slice(0, 2)
    .map((word) => signs(word, 1))
    .join("")
    .toUpperCase();
}

/** Never cuts a letter that is written with several code points. */
function signs(word: string, count: number): string {
  return [...graphemes.segment(word)]
    .slice(0, count)
    .map(({ segment }) => segment)
    .join("");
}
