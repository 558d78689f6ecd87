/** Below this many bytes, making a 32-bit view costs more than it saves (measured on Node 24: even at 64). */
const WORDS_FROM = 64;

/** Words of a typed array are in the machine's order, and a masking key is not. */
const LITTLE_ENDIAN: boolean = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** The masking key at `at`, as one number: its first byte is the lowest (RFC 6455 section 5.3). */
export function maskKey(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
}

/**
 * Masks or unmasks `payload` in place, which is the same thing. `offset`: how many bytes of the frame's payload came
 * before this stretch of it.
 */
export function mask(payload: Uint8Array, key: number, offset = 0): void {
  const turned = turn(key, offset);
  if (payload.length < WORDS_FROM || !LITTLE_ENDIAN) {
    maskBytes(payload, turned, 0);
    return;
  }
  const lead = -payload.byteOffset & 3;
  const count = (payload.length - lead) >> 2;
  const words = new Int32Array(payload.buffer, payload.byteOffset + lead, count);
  const word = turn(turned, lead);
  for (let i = 0; i < count; i++) words[i] = (words[i] ?? 0) ^ word;
  for (let i = 0; i < lead; i++) payload[i] = (payload[i] ?? 0) ^ (turned >>> (i << 3));
  maskBytes(payload, word, lead + count * 4);
}

/** The key as it stands `by` bytes further on. */
function turn(key: number, by: number): number {
  const bits = (by & 3) << 3;
  return bits === 0 ? key : (key >>> bits) | (key << (32 - bits));
}

/** From `from` on, byte by byte; the key stands at `from`. */
function maskBytes(payload: Uint8Array, key: number, from: number): void {
  const a = key & 255;
  const b = (key >>> 8) & 255;
  const c = (key >>> 16) & 255;
  const d = key >>> 24;
  let at = from;
  for (const end = payload.length - 3; at < end; at += 4) {
    payload[at] = (payload[at] ?? 0) ^ a;
    payload[at + 1] = (payload[at + 1] ?? 0) ^ b;
    payload[at + 2] = (payload[at + 2] ?? 0) ^ c;
    payload[at + 3] = (payload[at + 3] ?? 0) ^ d;
  }
  for (let bits = 0; at < payload.length; at++, bits += 8) payload[at] = (payload[at] ?? 0) ^ (key >>> bits);
}
