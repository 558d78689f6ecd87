import type { Header, Headers } from "./frame.ts";
import { PeerError } from "./peer-error.ts";

/** Frames of one connection that the owner has not yet handled: more than fit into one read, fewer than hurt. */
export const MAX_UNHANDLED = 65_536;

const NONE: readonly Headers[] = Object.freeze<Headers[]>([]);

/**
 * Which frames are handled, and which RECEIPTs that lets go: in the order of the frames, each after all frames before
 * it (STOMP 1.2 "RECEIPT": cumulative). It remembers receipts and frames handled out of turn, and else two numbers.
 */
export class Receipts {
  readonly #most: number;
  #first = 1;
  #next = 1;
  readonly #wanted = new Map<number, string>();
  /** What else RECEIPTs are to say that wait for those before them. */
  readonly #more = new Map<number, Headers>();
  readonly #early = new Set<number>();

  constructor(most: number = MAX_UNHANDLED) {
    this.#most = most;
  }

  /** Frames that came and are not handled. */
  get unhandled(): number {
    return this.#next - this.#first;
  }

  /** A frame came; answers its number, 1 for the first. `receipt` is its header. Throws `PeerError` over the bound. */
  open(receipt: string | undefined): number {
    if (this.unhandled >= this.#most) {
      throw new PeerError(1008, "too many frames at once", {
        details: `At most ${this.#most} frames may wait; ask for receipts and wait for them.`,
      });
    }
    if (receipt !== undefined) this.#wanted.set(this.#next, receipt);
    return this.#next++;
  }

  /** The receipt that was asked for with a frame that is not handled. */
  receiptOf(frame: number): string | undefined {
    return this.#wanted.get(frame);
  }

  /**
   * A frame is handled; answers the headers of the RECEIPTs that are due, its own with `more`. Nothing for a frame that is
   * handled already or not there. False: it came to nothing, and has no RECEIPT.
   */
  handled(frame: number, more: Headers | false = []): readonly Headers[] {
    if (frame < this.#first || frame >= this.#next) return NONE;
    if (more === false) this.#wanted.delete(frame);
    else if (more.length > 0 && this.#wanted.has(frame)) this.#more.set(frame, more);
    this.#early.add(frame);
    const due: Header[][] = [];
    while (this.#early.delete(this.#first)) {
      const receipt = this.#wanted.get(this.#first);
      if (receipt !== undefined) due.push([["receipt-id", receipt], ...(this.#more.get(this.#first) ?? [])]);
      this.#more.delete(this.#first);
      this.#wanted.delete(this.#first++);
    }
    return due;
  }
}
