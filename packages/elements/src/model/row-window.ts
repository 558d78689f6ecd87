/** The most rows that stand in the document at once: what a reader scrolls through, and no more. */
const MAX_ROWS = 300;
/** How many rows come into view at a time, from memory or from the server. */
export const STEP = 50;

/** Which part of a list of `length` is shown. It grows where the reader goes, and is trimmed at the far end. */
export class RowWindow {
  #start = 0;
  #end = 0;
  #length = 0;

  get start(): number {
    return this.#start;
  }

  get end(): number {
    return this.#end;
  }

  /** The newest is shown. */
  get isLive(): boolean {
    return this.#end === this.#length;
  }

  get hasEarlier(): boolean {
    return this.#start > 0;
  }

  /** Rows came behind the others. Who reads the end goes with them; who reads above keeps what is there. */
  appended(count: number, following: boolean): void {
    const wasLive = this.isLive;
    this.#length += count;
    if (following) this.toEnd();
    else if (wasLive) this.#end = Math.min(this.#length, Math.max(this.#end, this.#start + MAX_ROWS));
  }

  /** Rows came before the others, and are wanted now. */
  prepended(count: number): void {
    this.#length += count;
    this.#start += count;
    this.#end += count;
    this.earlier();
  }

  /** A step towards the beginning; false when there is nothing more here. */
  earlier(): boolean {
    if (this.#start === 0) return false;
    this.#start = Math.max(0, this.#start - STEP);
    this.#end = Math.min(this.#end, this.#start + MAX_ROWS);
    return true;
  }

  /** A step towards the end. */
  later(): boolean {
    if (this.isLive) return false;
    this.#end = Math.min(this.#length, this.#end + STEP);
    this.#start = Math.max(this.#start, this.#end - MAX_ROWS);
    return true;
  }

  toEnd(): void {
    this.#end = this.#length;
    this.#start = Math.max(this.#start, this.#end - MAX_ROWS);
  }
}
