/** The least that is set aside, in bytes, so that one-byte chunks do not begin with a dozen copies. */
const FIRST_CAPACITY = 256;

/** Bytes put together from chunks in linear time and in one piece of memory; copies what it is given. */
export class ByteBuffer {
  #bytes: Uint8Array = new Uint8Array(0);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** `most`: the length in bytes that will never be passed, so that doubling stops there. */
  append(chunk: Uint8Array, most: number): void {
    const length = this.#length + chunk.length;
    if (length > this.#bytes.length) this.#grow(Math.max(length, Math.min(most, Math.max(length * 2, FIRST_CAPACITY))));
    this.#bytes.set(chunk, this.#length);
    this.#length = length;
  }

  /** What is there; a view, good until the next `append`. */
  view(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** What is there, in memory of just its size. Nothing may be appended afterwards. */
  take(): Uint8Array {
    return this.#length === this.#bytes.length ? this.#bytes : new Uint8Array(this.view());
  }

  #grow(capacity: number): void {
    const larger = new Uint8Array(capacity);
    larger.set(this.view());
    this.#bytes = larger;
  }
}
