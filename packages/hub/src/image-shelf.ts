/** 32 MiB a node: the images of a few seconds at full load, so that those who fell behind a little share them. */
export const MAX_SHELF_BYTES: number = 32 * 1024 * 1024;

/** 512 bytes: what a batch of one line costs in objects, beside its content. */
const HOLDER_OVERHEAD = 512;

/** What holds images and can let one go. */
export interface ImageHolder {
  /** What it weighs itself: an image on the shelf keeps its holder in memory. */
  readonly size: number;
  drop(key: string): void;
}

/** The node's bound on images: the oldest go first. */
export class ImageShelf {
  readonly #maxBytes: number;
  #holders: (ImageHolder | undefined)[] = [];
  #keys: string[] = [];
  #sizes: number[] = [];
  #first = 0;
  #bytes = 0;

  constructor(maxBytes: number = MAX_SHELF_BYTES) {
    this.#maxBytes = maxBytes;
  }

  /** What the images and their holders weigh. */
  get bytes(): number {
    return this.#bytes;
  }

  keep(holder: ImageHolder, key: string, image: Uint8Array): void {
    const size = HOLDER_OVERHEAD + holder.size + image.length;
    this.#holders.push(holder);
    this.#keys.push(key);
    this.#sizes.push(size);
    this.#bytes += size;
    while (this.#bytes > this.#maxBytes && this.#first < this.#holders.length) this.#dropFirst();
  }

  #dropFirst(): void {
    const at = this.#first++;
    this.#holders[at]?.drop(this.#keys[at] ?? "");
    this.#holders[at] = undefined;
    this.#bytes -= this.#sizes[at] ?? 0;
    if (this.#first < 4096) return;
    // The queue is three plain arrays; what has left its front is cut off now and then.
    this.#holders = this.#holders.slice(this.#first);
    this.#keys = this.#keys.slice(this.#first);
    this.#sizes = this.#sizes.slice(this.#first);
    this.#first = 0;
  }
}
