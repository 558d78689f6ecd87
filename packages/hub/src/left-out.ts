/** What readers who were behind have not been given, counted since the node began: once for each reader. */
export interface LeftOut {
  /** Entries that were not to be had any more. */
  skipped: number;
  /** Happenings that were not to be had any more. */
  happenings: number;
  /** Entries of which a later one of the same key was given instead. */
  conflated: number;
}
