const NOT_A_DIGIT = 255;

/** The value of a character of the alphabet, by its code (RFC 4648 section 4). */
const VALUES: Uint8Array = values();

/**
 * The bytes of a base64 text, with or without its padding; undefined when it is none. Bits beyond the last byte are
 * not looked at.
 */
export function base64Bytes(text: string): Uint8Array | undefined {
  const length = text.endsWith("==") ? text.length - 2 : text.endsWith("=") ? text.length - 1 : text.length;
  if (length % 4 === 1 || (length < text.length && text.length % 4 !== 0)) return undefined;
  const bytes = new Uint8Array(Math.floor((length * 3) / 4));
  let bits = 0;
  let have = 0;
  let to = 0;
  for (let at = 0; at < length; at++) {
    const value = VALUES[text.charCodeAt(at)] ?? NOT_A_DIGIT;
    if (value === NOT_A_DIGIT) return undefined;
    bits = ((bits << 6) | value) & 0xffff;
    have += 6;
    if (have < 8) continue;
    have -= 8;
    bytes[to++] = (bits >> have) & 0xff;
  }
  return bytes;
}

function values(): Uint8Array {
  const table = new Uint8Array(128).fill(NOT_A_DIGIT);
  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (let value = 0; value < digits.length; value++) table[digits.charCodeAt(value)] = value;
  return table;
}
