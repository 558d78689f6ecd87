/** What several runs of one thing gave. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** The middle and the ends; of an even number the lower middle. Undefined for nothing. */
export function spread(values: readonly number[]): Spread | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const [min, max, median] = [sorted[0], sorted.at(-1), sorted[(sorted.length - 1) >> 1]];
  return min === undefined || max === undefined || median === undefined ? undefined : { median, min, max };
}

/** The median of `values`, or NaN. */
export function median(values: readonly number[]): number {
  return spread(values)?.median ?? Number.NaN;
}
