import type { Host } from "../host.ts";
import { ByteBuffer } from "./byte-buffer.ts";
import type { Event } from "./event.ts";
import { OPCODE } from "./opcode.ts";
import { PeerError } from "./peer-error.ts";
import { UTF8_BROKEN, UTF8_START, utf8After } from "./utf8.ts";

export const NOT_UTF8 = "a text message that is not UTF-8";

/** A message that does not come in one piece. A text is judged as it comes (RFC 6455 section 8.1). */
export class Message {
  readonly #isText: boolean;
  readonly #host: Host;
  readonly #bytes = new ByteBuffer();
  #utf8 = UTF8_START;

  constructor(opcode: number, host: Host) {
    this.#isText = opcode === OPCODE.text;
    this.#host = host;
  }

  /** Copies `payload`; `most` bounds the whole message, in bytes. Throws `PeerError` 1007 at the first bad byte. */
  append(payload: Uint8Array, most: number): void {
    if (this.#isText) {
      this.#utf8 = utf8After(this.#utf8, payload, this.#host);
      if (this.#utf8 === UTF8_BROKEN) throw new PeerError(1007, NOT_UTF8);
    }
    this.#bytes.append(payload, most);
  }

  /** Call once, at the end. Throws `PeerError` 1007 when the text stops inside a code point. */
  event(): Event {
    if (!this.#isText) return { kind: "binary", bytes: this.#bytes.take() };
    if (this.#utf8 !== UTF8_START) throw new PeerError(1007, NOT_UTF8);
    return { kind: "text", text: this.#host.decode(this.#bytes.view()) };
  }
}

/** The event of a message whose bytes are all there. Throws `PeerError` 1007. */
export function messageEvent(opcode: number, payload: Uint8Array, host: Host): Event {
  // Not `slice`: a Node Buffer has its own, which copies nothing.
  if (opcode !== OPCODE.text) return { kind: "binary", bytes: new Uint8Array(payload) };
  if (!host.isUtf8(payload)) throw new PeerError(1007, NOT_UTF8);
  return { kind: "text", text: host.decode(payload) };
}
