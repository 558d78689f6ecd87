import type { Host } from "../host.ts";
import { ByteBuffer } from "./byte-buffer.ts";
import type { Deflation } from "./deflation.ts";
import type { Event } from "./event.ts";
import { messageEvent, NOT_UTF8 } from "./message.ts";
import { OPCODE } from "./opcode.ts";
import { PeerError } from "./peer-error.ts";
import { UTF8_BROKEN, UTF8_START, utf8After } from "./utf8.ts";

/** What a compressed message is inflated by, and to how many bytes at most. */
export interface Inflating {
  readonly deflation: Deflation;
  readonly host: Host;
  readonly maxMessageBytes: number;
}

/** 64 KiB: what looking at a text may inflate, whatever has come of it. */
export const FREE_LOOK_BYTES = 65_536;

/**
 * 32 bytes inflated for each that has come: a text that gets four times shorter is looked at in full precision up to 16
 * fragments, and after each ninth of it from then on; a bomb is left alone until its end.
 */
export const LOOK_BYTES_PER_BYTE = 32;

/** 1 KiB: what a look counts for beside what it inflates, since zlib takes 8 µs to begin. */
const LOOK_BYTES = 1024;

/**
 * A compressed message that does not come in one piece. It is inflated when it is all there; a text is looked at before,
 * each time from its beginning, because one-shot inflating keeps nothing.
 */
export class DeflatedMessage {
  readonly #opcode: number;
  readonly #inflating: Inflating;
  readonly #packed = new ByteBuffer();
  #utf8 = UTF8_START;
  /** How much of the text is judged. */
  #judged = 0;
  /** What looking has cost so far, in bytes inflated. */
  #looked = 0;

  constructor(opcode: number, inflating: Inflating) {
    this.#opcode = opcode;
    this.#inflating = inflating;
  }

  /** Copies `packed`; `most` bounds all of it, in bytes. */
  append(packed: Uint8Array, most: number): void {
    this.#packed.append(packed, most);
  }

  /** Judges what has come of a text, as long as it is worth what it costs. Throws `PeerError` 1007 or 1009. */
  check(): void {
    const { length } = this.#packed;
    if (this.#opcode !== OPCODE.text || this.#looked > FREE_LOOK_BYTES + LOOK_BYTES_PER_BYTE * length) return;
    const { deflation, host, maxMessageBytes } = this.#inflating;
    const text = deflation.peek(this.#packed.view(), maxMessageBytes);
    this.#looked += text.length + LOOK_BYTES;
    this.#utf8 = utf8After(this.#utf8, text.subarray(this.#judged), host);
    if (this.#utf8 === UTF8_BROKEN) throw new PeerError(1007, NOT_UTF8);
    this.#judged = text.length;
  }

  /** Call once, at the end. Throws `PeerError` 1007, 1008 or 1009. */
  event(): Event {
    return inflatedEvent(this.#opcode, this.#packed.view(), this.#inflating);
  }
}

/** The event of a compressed message whose bytes are all there. Throws `PeerError` 1007, 1008 or 1009. */
export function inflatedEvent(opcode: number, packed: Uint8Array, inflating: Inflating): Event {
  const { deflation, host, maxMessageBytes } = inflating;
  return messageEvent(opcode, deflation.inflate(packed, maxMessageBytes), host);
}
