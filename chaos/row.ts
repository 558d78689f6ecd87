/** So many numbers at first: a reader of a short run. */
const FIRST_LENGTH = 1024;

/** A long row of whole numbers of 32 bits, in 4 bytes each (8 while it grows): a run's readers see millions of entries. */
export class Row {
  #numbers = new Int32Array(FIRST_LENGTH);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(number: number): void {
    if (this.#length === this.#numbers.length) {
      const longer = new Int32Array(this.#length * 2);
      longer.set(this.#numbers);
      this.#numbers = longer;
    }
    this.#numbers[this.#length++] = number;
  }

  /** Counted from the end when below 0. */
  at(index: number): number | undefined {
    const place = index < 0 ? this.#length + index : index;
    return place < this.#length ? this.#numbers[place] : undefined;
  }

  /** A copy of a part. */
  part(from: number, to: number): number[] {
    return [...this.#whole.subarray(Math.max(0, from), to)];
  }

  [Symbol.iterator](): IterableIterator<number> {
    return this.#whole.values();
  }

  get #whole(): Int32Array {
    return this.#numbers.subarray(0, this.#length);
  }
}
