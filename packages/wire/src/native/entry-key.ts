import { MAX_KEY_LENGTH } from "./limits.ts";

/** What a wrong key is told. The number stands in it as it is, for a text that is put together would go into every bundle. */
export const KEY_RULE = "a key has 1 to 128 characters, none of them a control character";
/** Half a surrogate pair is no character either. */
const KEY = /^[^\p{Cc}\p{Cs}]+$/u;

/** Whether an entry may have this as its key. */
export function isEntryKey(text: string): boolean {
  return text.length <= MAX_KEY_LENGTH && KEY.test(text);
}
