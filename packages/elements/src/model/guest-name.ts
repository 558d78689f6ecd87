const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The longest name, in what people count as letters. */
export const MAX_NAME = 40;

/** What the server refuses in a name: the colon, controls, what turns the direction of a line. */
const REFUSED = /[:\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;
const INVISIBLE = /^[\s\p{Default_Ignorable_Code_Point}]*$/u;

/** A name as the server takes it: NFC, 1 to 40 graphemes that can be seen; undefined when it is none. */
export function guestName(text: string): string | undefined {
  const name = text.normalize("NFC").trim();
  if (INVISIBLE.test(name) || REFUSED.test(name)) return undefined;
  return [...graphemes.segment(name)].length > MAX_NAME ? undefined : name;
}
