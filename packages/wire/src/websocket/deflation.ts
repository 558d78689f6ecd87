import type { Host } from "../host.ts";
import type { DeflateAgreement } from "./deflate-agreement.ts";
import { deflateMessage, inflateMessage, inflateStart } from "./deflate-message.ts";
import { Window } from "./window.ts";

/**
 * 8 KiB: how much of what we sent is kept with context takeover, whatever the agreed window. Every message searches
 * it anew: 4 KiB cost 9 µs a message, 8 KiB 15, 32 KiB 50, and most of what can be saved is in the first few.
 */
export const OWN_WINDOW_BYTES = 8192;

/**
 * permessage-deflate between two ends, RFC 7692 section 7.2. It keeps a window for each direction whose context is
 * taken over, and nothing else: each message is a run of DEFLATE by itself that begins with a window given.
 */
export class Deflation {
  readonly #host: Host;
  readonly #ownBits: number;
  readonly #own: Window | undefined;
  readonly #peers: Window | undefined;

  constructor(agreement: DeflateAgreement, role: "server" | "client", host: Host) {
    const { serverTakeover, clientTakeover, serverWindowBits, clientWindowBits } = agreement;
    const isServer = role === "server";
    this.#host = host;
    this.#ownBits = isServer ? serverWindowBits : clientWindowBits;
    const ownSize = Math.min(OWN_WINDOW_BYTES, 2 ** this.#ownBits);
    // 8 bits leave nothing to refer to: see `deflateMessage`.
    const keepsOwn = (isServer ? serverTakeover : clientTakeover) && this.#ownBits > 8;
    this.#own = keepsOwn ? new Window(ownSize) : undefined;
    const takesOver = isServer ? clientTakeover : serverTakeover;
    this.#peers = takesOver ? new Window(2 ** (isServer ? clientWindowBits : serverWindowBits)) : undefined;
  }

  /** There is something to remember from one message to the next. */
  get keeps(): boolean {
    return this.#own !== undefined || this.#peers !== undefined;
  }

  /** A payload that goes out now. Undefined: it goes out as it is. */
  deflate(payload: Uint8Array): Uint8Array | undefined {
    const packed = deflateMessage(payload, this.#ownBits, { host: this.#host, before: this.#own?.bytes });
    if (packed !== undefined) this.#own?.push(payload);
    return packed;
  }

  /** What is certain of a message whose beginning came, at most `most` bytes. Throws `PeerError` 1007 or 1009. */
  peek(packed: Uint8Array, most: number): Uint8Array {
    return inflateStart(packed, most, { host: this.#host, before: this.#peers?.bytes });
  }

  /** The payload of a message that came, at most `most` bytes. Throws `PeerError` 1007, 1008 or 1009. */
  inflate(packed: Uint8Array, most: number): Uint8Array {
    const payload = inflateMessage(packed, most, { host: this.#host, before: this.#peers?.bytes });
    this.#peers?.push(payload);
    return payload;
  }
}
