import type { Host } from "../host.ts";
import { PeerError } from "./peer-error.ts";
import { Window } from "./window.ts";

/**
 * 128 bytes. By itself, a chat line of 60 bytes gets a tenth longer, Korean as well as English; one of 110 to 130 gets a
 * tenth shorter, one of 200 a fifth, and each costs 6 µs to make and 4 µs to read.
 */
export const DEFLATE_FROM_BYTES = 128;

/** Final blocks in one message: section 7.2.1 allows any number, nobody sends more than one, and each costs 4 µs. */
export const MAX_FINAL_BLOCKS = 16;

/** zlib cannot keep its references within the 256 bytes of 8 bits. */
const MIN_ZLIB_BITS = 9;
/** How much of its window zlib's search leaves unused: MIN_LOOKAHEAD. */
const ZLIB_LOOKAHEAD = 262;

/** The four bytes that senders cut off (RFC 7692 section 7.2.2), and an empty final block, which shows that all came. */
const TAIL: Uint8Array = Uint8Array.of(0x00, 0x00, 0xff, 0xff, 0x03, 0x00);
const CUT_OFF = 4;

const TOO_BIG = "a message that inflates to too many bytes";
const NO_DEFLATE = "a compressed message that is no DEFLATE";

/** The largest compressed form worth reading of `bytes` bytes: zlib's own never grow by more. */
export function packedBound(bytes: number): number {
  return bytes + (bytes >>> 3) + 64;
}

/**
 * A whole payload as RFC 7692 section 7.2.1 sends it. Undefined: send it as it is, because it would not get shorter;
 * but where the next message may refer to it, it is compressed all the same.
 */
export function deflateMessage(payload: Uint8Array, windowBits: number, deflating: Deflating): Uint8Array | undefined {
  const { host, before } = deflating;
  // A message that is no longer than the window cannot refer too far back.
  if (windowBits < MIN_ZLIB_BITS && payload.length > 2 ** windowBits) return undefined;
  const reach = (before?.length ?? 0) + payload.length + ZLIB_LOOKAHEAD;
  // A small window is quicker to set up.
  const enough = Math.max(MIN_ZLIB_BITS, 32 - Math.clz32(reach - 1));
  const bits = windowBits < MIN_ZLIB_BITS ? MIN_ZLIB_BITS : Math.min(windowBits, enough);
  const deflated = host.deflateRaw(payload, bits, before);
  const length = deflated.length - CUT_OFF;
  return before !== undefined || length < payload.length ? deflated.subarray(0, length) : undefined;
}

/** What one direction works with: `before` is what went that way before, where that is taken over. */
export interface Deflating {
  readonly host: Host;
  readonly before?: Uint8Array | undefined;
}

/**
 * The payload of a whole compressed message (RFC 7692 section 7.2.2), at most `most` bytes of it. Throws `PeerError`
 * 1009 when there would be more, 1007 for what is no DEFLATE or stops inside a block.
 */
export function inflateMessage(packed: Uint8Array, most: number, { host, before }: Deflating): Uint8Array {
  // zlib gives nothing at all for an empty message after another one, and not every sender mends that (7.2.3.6).
  if (packed.length === 0) return packed;
  const input = new Uint8Array(packed.length + TAIL.length);
  input.set(packed);
  input.set(TAIL, packed.length);
  const { bytes, used } = inflate(input, most, { host, before });
  return used >= packed.length ? bytes : inflateRest(input.subarray(used), bytes, { host, before, most });
}

/**
 * What the first bytes of a compressed message stand for, as far as they are certain, and up to a final block. Throws as
 * `inflateMessage`.
 */
export function inflateStart(packed: Uint8Array, most: number, { host, before }: Deflating): Uint8Array {
  const start = host.inflateStart(packed, most, before);
  if (start === "too big") throw new PeerError(1009, TOO_BIG);
  if (start === "broken") throw new PeerError(1007, NO_DEFLATE);
  return start;
}

interface Rest extends Deflating {
  readonly most: number;
}

/** Section 7.2.1: after a final block the next one begins at a byte boundary, and its references reach over it. */
function inflateRest(input: Uint8Array, first: Uint8Array, { host, before, most }: Rest): Uint8Array {
  const window = new Window(2 ** 15);
  if (before !== undefined) window.push(before);
  const parts = [first];
  let size = first.length;
  let rest = input;
  window.push(first);
  while (rest.length > TAIL.length) {
    if (parts.length > MAX_FINAL_BLOCKS)
      throw new PeerError(1008, `a message of over ${MAX_FINAL_BLOCKS} final blocks`);
    const { bytes, used } = inflate(rest, most - size, { host, before: window.bytes });
    parts.push(bytes);
    size += bytes.length;
    window.push(bytes);
    rest = rest.subarray(used);
  }
  return joined(parts, size);
}

function inflate(input: Uint8Array, most: number, { host, before }: Deflating): { bytes: Uint8Array; used: number } {
  const inflated = host.inflateRaw(input, most, before);
  if (inflated === "too big") throw new PeerError(1009, TOO_BIG);
  const left = inflated === "broken" ? 1 : input.length - inflated.used;
  // A final block that ends within the tail has taken our bytes for the peer's.
  if (inflated === "broken" || (left > 0 && left < TAIL.length)) {
    throw new PeerError(1007, NO_DEFLATE);
  }
  return inflated;
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
