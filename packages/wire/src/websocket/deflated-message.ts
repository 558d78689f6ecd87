import type { Host } from "../host.ts";
import { ByteBuffer } from "./byte-buffer.ts";
import type { Deflation } from "./deflation.ts";
import type { Event } from "./event.ts";
import { messageEvent } from "./message.ts";

/** What a compressed message is inflated by, and to how many bytes at most. */
export interface Inflating {
  readonly deflation: Deflation;
  readonly host: Host;
  readonly maxMessageBytes: number;
}

/** A compressed message that does not come in one piece: it is inflated, and its text judged, when it is all there. */
export class DeflatedMessage {
  readonly #opcode: number;
  readonly #inflating: Inflating;
  readonly #packed = new ByteBuffer();

  constructor(opcode: number, inflating: Inflating) {
    this.#opcode = opcode;
    this.#inflating = inflating;
  }

  /** Copies `packed`; `most` bounds all of it, in bytes. */
  append(packed: Uint8Array, most: number): void {
    this.#packed.append(packed, most);
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
