import { mask } from "./mask.ts";
import { OPCODE, type Opcode } from "./opcode.ts";

/** The bits of a frame's header beside its type and length, RFC 6455 section 5.2. */
export interface FrameFlags {
  /** The last frame of its message; true when not given. */
  readonly fin?: boolean;
  /** An extension's bit: permessage-deflate marks a compressed message with it (RFC 7692 section 6). */
  readonly rsv1?: boolean;
  /** The masking key as `maskKey` gives it; a client must, a server must not (RFC 6455 section 5.1). */
  readonly mask?: number;
}

const PLAIN: FrameFlags = {};

/** How many bytes an unmasked frame with a payload of `length` bytes takes. */
export function frameSize(length: number): number {
  return headerSize(length) + length;
}

/** The header of a frame with a payload of `length` bytes: 2 to 14 bytes, the masking key among them. */
export function frameHeader(opcode: Opcode, length: number, flags: FrameFlags = PLAIN): Uint8Array {
  const key = flags.mask;
  const size = headerSize(length);
  const header = new Uint8Array(key === undefined ? size : size + 4);
  header[0] = firstByte(opcode, flags);
  writeLength(header, 1, length);
  if (key !== undefined) writeKey(header, size, key);
  return header;
}

/** A whole frame as one image. The payload is copied, never masked in place. */
export function frame(opcode: Opcode, payload: Uint8Array, flags: FrameFlags = PLAIN): Uint8Array {
  const key = flags.mask;
  const size = headerSize(payload.length) + (key === undefined ? 0 : 4);
  const image = new Uint8Array(size + payload.length);
  image[0] = firstByte(opcode, flags);
  writeLength(image, 1, payload.length);
  image.set(payload, size);
  if (key === undefined) return image;
  writeKey(image, size - 4, key);
  mask(image.subarray(size), key);
  return image;
}

/** A server's text message: unmasked, in one frame. `payload` is its UTF-8. */
export function textFrame(payload: Uint8Array): Uint8Array {
  return frame(OPCODE.text, payload);
}

/** A server's binary message: unmasked, in one frame. */
export function binaryFrame(payload: Uint8Array): Uint8Array {
  return frame(OPCODE.binary, payload);
}

/** A server's ping; at most 125 bytes (RFC 6455 section 5.5). */
export function pingFrame(payload: Uint8Array): Uint8Array {
  return frame(OPCODE.ping, payload);
}

/** A server's pong; at most 125 bytes (RFC 6455 section 5.5). */
export function pongFrame(payload: Uint8Array): Uint8Array {
  return frame(OPCODE.pong, payload);
}

/** A server's close frame, whose payload `spellGoodbye` gives. */
export function closeFrame(payload: Uint8Array): Uint8Array {
  return frame(OPCODE.close, payload);
}

/** One message of the image that `framesOf` makes. */
export interface Framed {
  readonly opcode: Opcode;
  readonly payload: Uint8Array;
  readonly rsv1: boolean;
}

/** Many messages as one image, with one copy of each: unmasked, each in one frame. */
export function framesOf(messages: readonly Framed[]): Uint8Array {
  const image = new Uint8Array(messages.reduce((size, { payload }) => size + frameSize(payload.length), 0));
  let at = 0;
  for (const { opcode, payload, rsv1 } of messages) {
    image[at] = (rsv1 ? 0xc0 : 0x80) | opcode;
    at = writeLength(image, at + 1, payload.length);
    image.set(payload, at);
    at += payload.length;
  }
  return image;
}

function headerSize(length: number): number {
  return length < 126 ? 2 : length < 65_536 ? 4 : 10;
}

function firstByte(opcode: Opcode, flags: FrameFlags): number {
  return (flags.fin === false ? 0 : 0x80) | (flags.rsv1 === true ? 0x40 : 0) | opcode;
}

/** In its minimal form (section 5.2); answers where it ends. The mask bit is `writeKey`'s. */
function writeLength(target: Uint8Array, at: number, length: number): number {
  if (length < 126) {
    target[at] = length;
    return at + 1;
  }
  if (length < 65_536) {
    target[at] = 126;
    target[at + 1] = length >> 8;
    target[at + 2] = length;
    return at + 3;
  }
  target[at] = 127;
  writeWord(target, at + 1, Math.floor(length / 2 ** 32));
  writeWord(target, at + 5, length);
  return at + 9;
}

function writeWord(target: Uint8Array, at: number, word: number): void {
  target[at] = word >>> 24;
  target[at + 1] = word >>> 16;
  target[at + 2] = word >>> 8;
  target[at + 3] = word;
}

/** The key at `at`, and the bit that announces it; the frame begins with the target. */
function writeKey(target: Uint8Array, at: number, key: number): void {
  target[1] = (target[1] ?? 0) | 0x80;
  for (let i = 0; i < 4; i++) target[at + i] = key >>> (i << 3);
}
