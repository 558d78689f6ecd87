/** Stands for the place before the first entry that a room keeps. */
export const BEGINNING = "-1";

/** Positions sort as text within their epoch, which ends at the first `_`. Another epoch is another history: no order. */
export function standsAfter(position: string, last: string | undefined): boolean {
  return last === undefined || epochOf(position) !== epochOf(last) || position > last;
}

function epochOf(position: string): string {
  return position.slice(0, position.indexOf("_"));
}
