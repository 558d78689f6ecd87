/** What can be wrong. `stuck`: somebody did not get through although nothing stood in the way. */
export const KINDS = ["lost", "doubled", "out of order", "never sent", "misplaced", "stuck"] as const;
export type FindingKind = (typeof KINDS)[number];

/** One thing that is against the promise. */
export interface Finding {
  readonly kind: FindingKind;
  readonly what: string;
  /** Where in which reader's view it shows. */
  readonly reader?: string;
  readonly index?: number;
}
