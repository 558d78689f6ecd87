import type { Writable } from "node:stream";
import { type Gathering, MAX_WRITE_BYTES, type WriteRound, writeSome } from "./write-round.ts";

/** What goes out on a stream, gathered over a turn. A class to extend, because an object more per connection is memory. */
export abstract class Outflow<Stream extends Writable = Writable> implements Gathering {
  readonly stream: Stream;
  /** What this turn has brought, nearly always one image, and what the stream could not take of earlier turns. */
  #first: Uint8Array | undefined;
  #more: Uint8Array[] | undefined;
  #pendingBytes = 0;
  /** All bytes that the stream was given, as a number that goes round. */
  #given = 0;

  constructor(stream: Stream) {
    this.stream = stream;
  }

  protected abstract get round(): WriteRound;

  /** The stream has been given everything. */
  protected abstract flushed(): void;

  /** Bytes that the stream was given and the kernel has not taken yet. */
  get owed(): number {
    return this.stream.writableLength;
  }

  /** A number that changes whenever the kernel takes some. */
  get taken(): number {
    return (this.#given - this.stream.writableLength) | 0;
  }

  /** The turn's end, or the stream's draining. */
  flush(): void {
    const first = this.#first;
    if (first !== undefined) {
      if (this.#more === undefined && first.length <= MAX_WRITE_BYTES && !this.stream.writableNeedDrain) {
        this.#writeOne(first);
      } else {
        this.#writeMany(first, this.#more ?? NOTHING);
      }
    }
    if (this.#first === undefined) this.flushed();
  }

  protected get isFull(): boolean {
    return this.stream.writableLength + this.#pendingBytes >= this.stream.writableHighWaterMark;
  }

  protected get isEmpty(): boolean {
    return this.#first === undefined;
  }

  protected queue(image: Uint8Array): void {
    if (this.#first === undefined) {
      this.#first = image;
      this.round.add(this);
    } else if (this.#more === undefined) {
      this.#more = [image];
    } else {
      this.#more.push(image);
    }
    this.#pendingBytes += image.length;
  }

  #writeOne(image: Uint8Array): void {
    if (!this.stream.destroyed) this.stream.write(image);
    this.#given = (this.#given + image.length) | 0;
    this.#pendingBytes = 0;
    this.#first = undefined;
  }

  #writeMany(first: Uint8Array, more: readonly Uint8Array[]): void {
    const left = this.stream.destroyed ? [] : writeSome(this.stream, [first, ...more]);
    const leftBytes = left.reduce((bytes, image) => bytes + image.length, 0);
    this.#given = (this.#given + this.#pendingBytes - leftBytes) | 0;
    this.#pendingBytes = leftBytes;
    this.#first = left.shift();
    this.#more = left.length > 0 ? left : undefined;
  }
}

const NOTHING: readonly Uint8Array[] = [];
