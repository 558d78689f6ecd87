/** How what a reader was shown goes against an unbroken row of offsets. */
export interface Misstep {
  readonly kind: "lost" | "doubled" | "out of order";
  readonly offset: number;
  /** Where in the sequence it shows; for what never came, where it should have. */
  readonly index: number;
}

/**
 * Holds a sequence of offsets against the row `start + 1 … end`: each once, in order. What comes after a later one is
 * out of order, what never comes is lost.
 */
export function missteps(offsets: readonly number[], start: number, end: number): Misstep[] {
  const found: Misstep[] = [];
  /** Passed over, and where. */
  const missing = new Map<number, number>();
  let last = start;
  for (let index = 0; index < offsets.length; index++) {
    const offset = offsets[index] ?? 0;
    if (offset > last) {
      for (let skipped = last + 1; skipped < offset; skipped++) missing.set(skipped, index);
      last = offset;
    } else if (missing.delete(offset)) found.push({ kind: "out of order", offset, index });
    else found.push({ kind: "doubled", offset, index });
  }
  for (let offset = last + 1; offset <= end; offset++) missing.set(offset, offsets.length);
  for (const [offset, index] of missing) found.push({ kind: "lost", offset, index });
  return found;
}
