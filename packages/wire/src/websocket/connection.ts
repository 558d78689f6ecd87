import type { CloseCode } from "../close-codes.ts";
import type { Host } from "../host.ts";
import { readGoodbye, spellGoodbye } from "./close-frame.ts";
import type { DeflateAgreement } from "./deflate-agreement.ts";
import { DEFLATE_FROM_BYTES } from "./deflate-message.ts";
import { DeflatedMessage, type Inflating, inflatedEvent } from "./deflated-message.ts";
import { Deflation } from "./deflation.ts";
import { type Ear, type Event, Heard, NO_EVENTS } from "./event.ts";
import { frame } from "./frame.ts";
import { FrameReader, type FrameRules, MAX_MESSAGE_BYTES, type Piece } from "./frame-reader.ts";
import { mask, maskKey } from "./mask.ts";
import { Message, messageEvent } from "./message.ts";
import { OPCODE, type Opcode } from "./opcode.ts";
import { PeerError } from "./peer-error.ts";
import { after, type State } from "./state.ts";
import { UsageError } from "./usage-error.ts";

/** Kept by reference and read again and again: make one frozen object for all connections that are alike. */
export interface ConnectionOptions extends FrameRules {
  readonly host: Host;
  /** What the handshake agreed on: messages of `deflateFrom` bytes and more then go out compressed. */
  readonly deflate?: DeflateAgreement | undefined;
  /** `DEFLATE_FROM_BYTES` when not given. */
  readonly deflateFrom?: number;
}

const EMPTY = new Uint8Array(0);
const NO_OUTPUT: readonly Uint8Array[] = Object.freeze<Uint8Array[]>([]);

/**
 * One WebSocket connection after its handshake, without its socket: RFC 6455 sections 5 to 8, for either side.
 *
 * Its owner hands in what came (`receive`, `ended`), handles the events, writes `output()` after every call, ends the
 * stream when `finished` says so, and gives up after a time of its own choosing when the peer leaves `close` or the end
 * of the stream unanswered. What bypasses `output()`, such as an image shared by a whole room, may be written as long
 * as `state` is `open`. An idle connection holds its fields and nothing else, but for the windows of an agreed context
 * takeover; where the server's is agreed, no compressed image may bypass `output()`.
 */
export class Connection {
  readonly #options: ConnectionOptions;
  #state: State = "open";
  #finished = false;
  #reader: FrameReader | undefined;
  #message: Message | DeflatedMessage | undefined;
  #output: Uint8Array[] | undefined;
  /** There only where context takeover was agreed, from the first compressed message on. */
  #deflation: Deflation | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  get state(): State {
    return this.#state;
  }

  /**
   * The stream is to be ended by us once `output()` is written. A server says so first, right after the close frames;
   * a client waits for the server's end, but for a connection that it fails (RFC 6455 section 7.1.1).
   */
  get finished(): boolean {
    return this.#finished;
  }

  /** As `read`, with the events together. */
  receive(bytes: Uint8Array): readonly Event[] {
    const heard = new Heard();
    this.read(bytes, heard);
    return heard.events;
  }

  /**
   * Tells what the next bytes mean, each event before the bytes after it are looked at: who takes `output()` and answers
   * there answers in order. Never throws for what a peer sent. Unmasks in place, but keeps no hold of `bytes`.
   */
  read(bytes: Uint8Array, ear: Ear): void {
    try {
      for (let at = 0; at < bytes.length && this.#state !== "closed"; ) at = this.#readOn(bytes, at, ear);
    } catch (error) {
      if (!(error instanceof PeerError)) throw error;
      this.#fail(error.closeCode, error.message, ear);
    }
  }

  /** The peer's half of the stream has ended, or the stream broke. */
  ended(): readonly Event[] {
    this.#finished = true;
    if (this.#state === "closed") return NO_EVENTS;
    this.#leave("end");
    return [{ kind: "closed", code: 1006, reason: "", clean: false }];
  }

  /** Takes what must now be written, in order. Pongs are among it: an owner whose socket is full reads no more. */
  output(): readonly Uint8Array[] {
    const output = this.#output;
    if (output === undefined) return NO_OUTPUT;
    this.#output = undefined;
    return output;
  }

  /** False, and nothing is sent, when the connection is no longer open; so with all four. */
  sendText(text: string): boolean {
    return this.#sendMessage(OPCODE.text, this.#options.host.encode(text));
  }

  sendBinary(bytes: Uint8Array): boolean {
    return this.#sendMessage(OPCODE.binary, bytes);
  }

  /** Throws `UsageError` for a payload over 125 bytes (RFC 6455 section 5.5). */
  ping(payload: Uint8Array = EMPTY): boolean {
    if (payload.length > 125) throw new UsageError(`a ping carries 125 bytes, not ${payload.length}`);
    return this.#send(OPCODE.ping, payload);
  }

  /**
   * Says goodbye; messages that still come are discarded, and `closed` follows the peer's answer. A reason over 123
   * bytes is cut. Throws `UsageError` for a code that must not be sent (RFC 6455 section 7.4).
   */
  close(code: CloseCode = 1000, reason = ""): boolean {
    if (!this.#send(OPCODE.close, spellGoodbye(code, reason, this.#options.host))) return false;
    this.#state = after(this.#state, "sentClose");
    this.#message = undefined;
    this.#deflation = undefined;
    return true;
  }

  /** Reads what it can at once from `at` on; answers where it stopped. */
  #readOn(bytes: Uint8Array, at: number, ear: Ear): number {
    if (this.#reader === undefined && this.#state === "open") {
      const next = this.#readSmall(bytes, at, ear);
      if (next > at) return next;
    }
    const reader = this.#reader ?? new FrameReader(this.#options, this.#options.deflate === undefined ? 0 : 0x40);
    const piece = reader.read(bytes, at);
    this.#reader = reader.idle ? undefined : reader;
    if (piece === undefined) return bytes.length;
    if (piece.opcode === OPCODE.close) {
      this.#gotClose(piece.payload, ear);
      return bytes.length;
    }
    if (piece.opcode > OPCODE.close) this.#gotControl(piece, ear);
    else if (this.#state === "open") this.#gotData(piece, ear);
    return piece.end;
  }

  /** The common case, without a reader: small messages in one frame each, all of it there. Says what `#readOn` says. */
  #readSmall(bytes: Uint8Array, from: number, ear: Ear): number {
    const { role, host, maxMessageBytes = MAX_MESSAGE_BYTES } = this.#options;
    const maskBit = role === "server" ? 0x80 : 0;
    const headerSize = role === "server" ? 6 : 2;
    const longest = Math.min(125, maxMessageBytes);
    let at = from;
    while (at + headerSize <= bytes.length && this.#state === "open") {
      const first = bytes[at] ?? 0;
      // With the wrong mask bit, this is more than 125.
      const length = (bytes[at + 1] ?? 0) ^ maskBit;
      const end = at + headerSize + length;
      if ((first !== 0x81 && first !== 0x82) || length > longest || end > bytes.length) break;
      const payload = bytes.subarray(at + headerSize, end);
      if (maskBit !== 0) mask(payload, maskKey(bytes, at + 2));
      ear.hear(messageEvent(first & 0x0f, payload, host));
      at = end;
    }
    return at;
  }

  #gotData(piece: Piece, ear: Ear): void {
    const { host } = this.#options;
    const { opcode, payload, rsv1 } = piece;
    if (piece.starts && piece.ends) {
      ear.hear(rsv1 ? inflatedEvent(opcode, payload, this.#inflating()) : messageEvent(opcode, payload, host));
      return;
    }
    const message =
      this.#message ?? (rsv1 ? new DeflatedMessage(opcode, this.#inflating()) : new Message(opcode, host));
    message.append(payload, piece.most);
    this.#message = piece.ends ? undefined : message;
    if (piece.ends) ear.hear(message.event());
    // Between frames, and not wherever a packet ends: how the bytes were cut must not matter.
    else if (piece.frameEnds && message instanceof DeflatedMessage) message.check();
  }

  #gotControl(piece: Piece, ear: Ear): void {
    const payload = new Uint8Array(piece.payload);
    if (piece.opcode === OPCODE.pong) {
      ear.hear({ kind: "pong", payload });
      return;
    }
    this.#queue(OPCODE.pong, payload);
    ear.hear({ kind: "ping", payload });
  }

  #gotClose(payload: Uint8Array, ear: Ear): void {
    const { code, reason } = readGoodbye(payload, this.#options.host);
    const answers = this.#state === "open";
    this.#leave("gotClose");
    if (answers) {
      this.#queue(OPCODE.close, payload.subarray(0, 2));
      this.#leave("sentClose");
    }
    this.#finished = this.#options.role === "server";
    ear.hear({ kind: "closed", code, reason, clean: true });
  }

  /** RFC 6455 section 7.1.7: says why, if that can still be said, and ends without waiting for an answer. */
  #fail(code: CloseCode, reason: string, ear: Ear): void {
    if (this.#state === "open") this.#queue(OPCODE.close, spellGoodbye(code, reason, this.#options.host));
    this.#leave("end");
    this.#finished = true;
    ear.hear({ kind: "closed", code, reason, clean: false });
  }

  /** Nothing more will be read: what is half there goes. */
  #leave(signal: "gotClose" | "sentClose" | "end"): void {
    this.#state = after(this.#state, signal);
    this.#reader = undefined;
    this.#message = undefined;
    this.#deflation = undefined;
  }

  #inflating(): Inflating {
    const { host, maxMessageBytes = MAX_MESSAGE_BYTES } = this.#options;
    return { deflation: this.#deflating(), host, maxMessageBytes };
  }

  #deflating(): Deflation {
    const { deflate, role, host } = this.#options;
    if (deflate === undefined) throw new UsageError("permessage-deflate was not agreed");
    const deflation = this.#deflation ?? new Deflation(deflate, role, host);
    if (deflation.keeps) this.#deflation = deflation;
    return deflation;
  }

  #sendMessage(opcode: Opcode, payload: Uint8Array): boolean {
    if (this.#state !== "open") return false;
    const { deflate, deflateFrom = DEFLATE_FROM_BYTES } = this.#options;
    const packed = deflate && payload.length >= deflateFrom ? this.#deflating().deflate(payload) : undefined;
    this.#queue(opcode, packed ?? payload, packed !== undefined);
    return true;
  }

  #send(opcode: Opcode, payload: Uint8Array): boolean {
    if (this.#state !== "open") return false;
    this.#queue(opcode, payload);
    return true;
  }

  #queue(opcode: Opcode, payload: Uint8Array, rsv1 = false): void {
    const { role, host } = this.#options;
    const key = role === "client" ? { mask: maskKey(host.random(4), 0) } : undefined;
    const image = frame(opcode, payload, { rsv1, ...key });
    if (this.#output === undefined) this.#output = [image];
    else this.#output.push(image);
  }
}
