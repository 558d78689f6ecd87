import fc from "fast-check";

/** Where to cut: lengths of chunks, used again and again until the bytes are through. */
export const anyCuts: fc.Arbitrary<readonly number[]> = fc.oneof(
  fc.constant([1]),
  fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }),
  fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 4 }),
);

/** Copies: a reader that writes to its input, or keeps it, spoils nothing but its own. */
export function split(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const length = cuts[turn % cuts.length] ?? 1;
    chunks.push(new Uint8Array(bytes.subarray(at, at + length)));
    at += length;
  }
  return chunks;
}
