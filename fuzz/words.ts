import type { Dice } from "../chaos/dice.ts";

const LETTERS = [
  "a",
  "Z",
  "0",
  " ",
  ":",
  "\n",
  "\u0000",
  "é",
  "한",
  "글",
  "🙂",
  "👨‍👩‍👧",
  "\u202e",
  "\u200b",
  "\u0301",
  "\ufeff",
  "\ud800",
  "\uffff",
];
const encoder = new TextEncoder();

/** A text of all scripts and none; lone surrogates among it when it stays a string. */
export function words(dice: Dice, most = 40): string {
  let text = "";
  for (let left = dice.between(0, most); left > 0; left--) text += dice.pick(LETTERS);
  return dice.chance(0.05) ? text.repeat(50) : text;
}

export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}
