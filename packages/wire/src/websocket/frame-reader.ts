import { packedBound } from "./deflate-message.ts";
import { mask, maskKey } from "./mask.ts";
import { OPCODE } from "./opcode.ts";
import { PeerError } from "./peer-error.ts";

/** 1 MiB: far above any chat message, and what one connection may make the process hold. A caller sets its own. */
export const MAX_MESSAGE_BYTES = 1_048_576;

/** Frames of one message, empty ones too: a message may be cut fine (4 MB in 64 bytes), but not for ever. */
export const MAX_FRAGMENTS = 100_000;

/** Two bytes, eight of length, four of masking key (RFC 6455 section 5.2). */
const MAX_HEADER_BYTES = 14;

export type Role = "server" | "client";

export interface FrameRules {
  /** Which side we are: a server demands masked frames, a client unmasked ones (RFC 6455 section 5.1). */
  readonly role: Role;
  /** The longest message taken, in bytes of payload; `MAX_MESSAGE_BYTES` when not given. */
  readonly maxMessageBytes?: number;
  /** The most frames of one message; `MAX_FRAGMENTS` when not given. */
  readonly maxFragments?: number;
}

/** A stretch of a message, unmasked, as a view of the input. A control frame is always one whole piece. */
export interface Piece {
  /** The message's opcode: a continuation frame has the one of its first frame. */
  readonly opcode: number;
  readonly payload: Uint8Array;
  readonly starts: boolean;
  readonly ends: boolean;
  /** The frame is over, the message perhaps not. */
  readonly frameEnds: boolean;
  /** The message's first frame had RSV1: an extension has to have it first. */
  readonly rsv1: boolean;
  /** No more than this many bytes can the message have, by what is known so far. */
  readonly most: number;
  /** Where the piece ends in the bytes that were read. */
  readonly end: number;
}

/**
 * RFC 6455 section 5 on the way in: bytes to pieces of messages, in any cut, holding no payload but that of a control
 * frame that the cut goes through. Throws `PeerError` at the first byte that breaks a rule; read no further then.
 */
export class FrameReader {
  readonly #rules: FrameRules;
  readonly #allowedRsv: number;
  #header: Uint8Array | undefined;
  #headerBytes = 0;
  #inFrame = false;
  #fin = false;
  #opcode = 0;
  #length = 0;
  #taken = 0;
  #key = 0;
  #control: Uint8Array | undefined;
  /** Opcode of the message under way, 0 when there is none. */
  #message = 0;
  #messageRsv1 = false;
  #messageBytes = 0;
  #fragments = 0;
  #started = false;

  /** `allowedRsv`: the bits 0x40, 0x20, 0x10 that extensions have claimed; good on a message's first frame only. */
  constructor(rules: FrameRules, allowedRsv = 0) {
    this.#rules = rules;
    this.#allowedRsv = allowedRsv;
  }

  /** Neither a frame nor a message is under way: a fresh reader would do as well. */
  get idle(): boolean {
    return !this.#inFrame && this.#message === 0 && this.#headerBytes === 0;
  }

  /**
   * The next piece in `bytes` from `at` on (there must be a byte), perhaps an empty one. Undefined: it is not there
   * yet, and all bytes are taken. Unmasks in place, so it writes to `bytes`.
   */
  read(bytes: Uint8Array, at: number): Piece | undefined {
    const from = this.#inFrame ? at : this.#readHeader(bytes, at);
    if (!this.#inFrame) return undefined;
    const end = Math.min(bytes.length, from + this.#length - this.#taken);
    const payload = bytes.subarray(from, end);
    if (this.#rules.role === "server") mask(payload, this.#key, this.#taken);
    return this.#opcode >= OPCODE.close ? this.#controlPiece(payload, end) : this.#dataPiece(payload, end);
  }

  #dataPiece(payload: Uint8Array, end: number): Piece {
    const starts = !this.#started;
    const opcode = this.#message;
    const rsv1 = this.#messageRsv1;
    const most = this.#fin ? this.#messageBytes : this.#most(rsv1);
    this.#started = true;
    this.#taken += payload.length;
    const frameEnds = this.#taken === this.#length;
    const ends = frameEnds && this.#fin;
    if (frameEnds) this.#inFrame = false;
    if (ends) this.#endMessage();
    return { opcode, payload, starts, ends, frameEnds, rsv1, most, end };
  }

  #controlPiece(payload: Uint8Array, end: number): Piece | undefined {
    const whole = this.#control === undefined && payload.length === this.#length;
    if (!whole) {
      this.#control ??= new Uint8Array(this.#length);
      this.#control.set(payload, this.#taken);
      this.#taken += payload.length;
      if (this.#taken < this.#length) return undefined;
    }
    const all = this.#control ?? payload;
    this.#control = undefined;
    this.#inFrame = false;
    const [opcode, most] = [this.#opcode, all.length];
    return { opcode, payload: all, starts: true, ends: true, frameEnds: true, rsv1: false, most, end };
  }

  /** Answers where the header ended; if the bytes did not suffice, keeps them. */
  #readHeader(bytes: Uint8Array, from: number): number {
    if (this.#headerBytes === 0) {
      const size = this.#judge(bytes, from, bytes.length - from);
      if (size <= bytes.length - from) return this.#begin(bytes, from, size);
    }
    const header = this.#header ?? new Uint8Array(MAX_HEADER_BYTES);
    this.#header = header;
    for (let at = from; at < bytes.length; ) {
      header[this.#headerBytes++] = bytes[at++] ?? 0;
      const size = this.#judge(header, 0, this.#headerBytes);
      if (size > this.#headerBytes) continue;
      this.#headerBytes = 0;
      this.#begin(header, 0, size);
      return at;
    }
    return bytes.length;
  }

  /** Judges as much of a header as there is; answers its size, or the least that it can be. */
  #judge(bytes: Uint8Array, at: number, have: number): number {
    const first = bytes[at] ?? 0;
    this.#judgeFirst(first);
    if (have < 2) return 2;
    const second = bytes[at + 1] ?? 0;
    const masked = second > 0x7f;
    if (masked !== (this.#rules.role === "server")) {
      throw new PeerError(1002, masked ? "a masked frame from a server" : "an unmasked frame from a client");
    }
    const short = second & 0x7f;
    if (short > 125 && (first & 0x08) !== 0) throw new PeerError(1002, "a control frame over 125 bytes");
    if (short === 1 && (first & 0x0f) === OPCODE.close) throw new PeerError(1002, "a close payload of one byte");
    const size = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (have >= size) this.#judgeLength(first, short < 126 ? short : longLength(bytes, at + 2, size));
    return masked ? size + 4 : size;
  }

  #judgeFirst(first: number): void {
    const opcode = first & 0x0f;
    const control = opcode >= OPCODE.close;
    const rsv = first & 0x70;
    if ((rsv & ~this.#allowedRsv) !== 0) throw new PeerError(1002, "a reserved bit is set");
    if (opcode > (control ? OPCODE.pong : OPCODE.binary)) throw new PeerError(1002, `reserved opcode ${opcode}`);
    if (rsv !== 0 && (control || opcode === OPCODE.continuation)) {
      throw new PeerError(1002, "a reserved bit is set on a frame that is not a message's first");
    }
    if (control) {
      if (first < 0x80) throw new PeerError(1002, "a fragmented control frame");
      return;
    }
    const continues = opcode === OPCODE.continuation;
    if (continues && this.#message === 0) throw new PeerError(1002, "a continuation of no message");
    if (!continues && this.#message !== 0) throw new PeerError(1002, "a new message inside a fragmented one");
    const most = this.#rules.maxFragments ?? MAX_FRAGMENTS;
    if (this.#fragments >= most) throw new PeerError(1008, `a message of more than ${most} fragments`);
  }

  #judgeLength(first: number, length: number): void {
    this.#length = length;
    if ((first & 0x08) !== 0) return;
    const most = this.#most((first & 0x0f) === OPCODE.continuation ? this.#messageRsv1 : (first & 0x40) !== 0);
    if (this.#messageBytes + length > most) throw new PeerError(1009, `a message over ${most} bytes`);
  }

  /** Takes a judged header; answers where it ended. */
  #begin(header: Uint8Array, at: number, size: number): number {
    const first = header[at] ?? 0;
    this.#opcode = first & 0x0f;
    this.#fin = first > 0x7f;
    this.#taken = 0;
    this.#inFrame = true;
    if (this.#rules.role === "server") this.#key = maskKey(header, at + size - 4);
    if (this.#opcode >= OPCODE.close) return at + size;
    if (this.#opcode !== OPCODE.continuation) {
      this.#message = this.#opcode;
      this.#messageRsv1 = (first & 0x40) !== 0;
    }
    this.#messageBytes += this.#length;
    this.#fragments++;
    return at + size;
  }

  #endMessage(): void {
    this.#message = 0;
    this.#messageBytes = 0;
    this.#fragments = 0;
    this.#started = false;
  }

  /** What a message may have in its frames; what it inflates to is bounded by who inflates it. */
  #most(rsv1: boolean): number {
    const { maxMessageBytes = MAX_MESSAGE_BYTES } = this.#rules;
    return rsv1 ? packedBound(maxMessageBytes) : maxMessageBytes;
  }
}

/** The 16-bit or 64-bit length at `at`, which must be the shortest spelling (section 5.2). */
function longLength(bytes: Uint8Array, at: number, size: number): number {
  const high = size === 4 ? 0 : word(bytes, at);
  if (high > 0x7fffffff) throw new PeerError(1002, "a length with its top bit set");
  // Above 2^53 this loses low bits, which no bound can tell.
  const length = size === 4 ? ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0) : high * 2 ** 32 + word(bytes, at + 4);
  if (length < (size === 4 ? 126 : 65_536)) throw new PeerError(1002, `length ${length} in ${size - 2} bytes`);
  return length;
}

function word(bytes: Uint8Array, at: number): number {
  return (
    (((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)) >>> 0
  );
}
