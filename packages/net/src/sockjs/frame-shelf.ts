import type { Host } from "@madang/wire";
import { MESSAGES_HEAD, MESSAGES_TAIL, type Wrapping, wrapFrame } from "@madang/wire/sockjs";

type Shelf = WeakMap<Uint8Array, Uint8Array>;

const COMMA = Uint8Array.of(0x2c);

/**
 * Frames as they go out. Images are lists of messages as JSON has them; each is escaped once for all answers that escape
 * alike, and wrapped once for all that wrap alike, however many sessions it goes to.
 */
export class FrameShelf {
  readonly #host: Host;
  readonly #escaped = new Map<Wrapping["key"], Shelf>();
  readonly #framed = new WeakMap<Wrapping, Shelf>();

  constructor(host: Host) {
    this.#host = host;
  }

  frame(wrapping: Wrapping, frame: string): Uint8Array {
    return this.#host.encode(wrapFrame(wrapping, frame));
  }

  /** One `a[…]` frame of these lists. */
  messages(wrapping: Wrapping, images: readonly Uint8Array[]): Uint8Array {
    const [only] = images;
    if (only === undefined || images.length > 1) return this.#join(wrapping, images);
    const framed = this.#framed.get(wrapping) ?? new WeakMap<Uint8Array, Uint8Array>();
    this.#framed.set(wrapping, framed);
    const frame = framed.get(only) ?? this.#join(wrapping, images);
    framed.set(only, frame);
    return frame;
  }

  #join(wrapping: Wrapping, images: readonly Uint8Array[]): Uint8Array {
    const lists = images.map((image) => this.#escape(wrapping, image));
    return Buffer.concat([
      this.#host.encode(wrapping.head + wrapping.escape(MESSAGES_HEAD)),
      ...lists.flatMap((list, index) => (index === 0 ? [list] : [COMMA, list])),
      this.#host.encode(wrapping.escape(MESSAGES_TAIL) + wrapping.tail),
    ]);
  }

  #escape(wrapping: Wrapping, image: Uint8Array): Uint8Array {
    if (wrapping.key === "plain") return image;
    const shelf = this.#escaped.get(wrapping.key) ?? new WeakMap<Uint8Array, Uint8Array>();
    this.#escaped.set(wrapping.key, shelf);
    const escaped = shelf.get(image) ?? this.#host.encode(wrapping.escape(this.#host.decode(image)));
    shelf.set(image, escaped);
    return escaped;
  }
}
