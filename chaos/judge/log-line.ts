/** One line of the log, as it was read at the end. */
export interface LogLine {
  readonly offset: number;
  readonly position: string;
  readonly id: string;
  readonly author: string;
  readonly text: string;
}
