/** The last bytes of what went one way, for DEFLATE to refer to: at most `size` of them, and no more memory than that. */
export class Window {
  readonly #size: number;
  #bytes: Uint8Array = new Uint8Array(0);
  #length = 0;

  constructor(size: number) {
    this.#size = size;
  }

  /** A view, good until the next `push`. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Copies. */
  push(bytes: Uint8Array): void {
    const added = bytes.subarray(Math.max(0, bytes.length - this.#size));
    const length = Math.min(this.#size, this.#length + added.length);
    const kept = this.#bytes.subarray(this.#length - (length - added.length), this.#length);
    if (length > this.#bytes.length) {
      const larger = new Uint8Array(Math.min(this.#size, length * 2));
      larger.set(kept);
      this.#bytes = larger;
    } else {
      // A typed array may be set from a stretch of itself.
      this.#bytes.set(kept);
    }
    this.#bytes.set(added, kept.length);
    this.#length = length;
  }
}
