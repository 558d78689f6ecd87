import type { Host } from "../host.ts";

/** Between two code points: where a text begins, and where it may end. */
export const UTF8_START = 0;
/** A byte came that no valid text has there. Nothing that follows can mend it. */
export const UTF8_BROKEN = -1;

/** Below this many bytes, the loop is quicker than a view and a call of the host. */
const HOST_FROM = 24;

/**
 * Where the validity of a text stands after the next stretch of its bytes: `UTF8_START`, `UTF8_BROKEN`, or inside a
 * code point. A code point may be cut anywhere. Broken is said at the first byte that cannot be valid, so a chunk with
 * such a byte is refused however the text would have gone on (RFC 3629 section 4, RFC 6455 section 8.1).
 */
export function utf8After(state: number, bytes: Uint8Array, host: Host): number {
  if (state === UTF8_BROKEN || bytes.length < HOST_FROM) return walk(state, bytes, 0);
  let at = 0;
  let now = state;
  while (now !== UTF8_START && now !== UTF8_BROKEN) now = step(now, bytes[at++] ?? 0);
  if (now === UTF8_BROKEN) return now;
  const tail = unfinished(bytes);
  if (!host.isUtf8(bytes.subarray(at, tail))) return UTF8_BROKEN;
  return walk(UTF8_START, bytes, tail);
}

function walk(state: number, bytes: Uint8Array, from: number): number {
  let now = state;
  for (let at = from; at < bytes.length && now !== UTF8_BROKEN; at++) {
    const byte = bytes[at] ?? 0;
    if (now !== UTF8_START || byte > 0x7f) now = step(now, byte);
  }
  return now;
}

/** The table of RFC 3629 section 4. Inside a code point the state is (bytes to come, lowest next, highest next). */
function step(state: number, byte: number): number {
  if (state === UTF8_START) return afterLead(byte);
  if (byte < ((state >> 8) & 0xff) || byte > (state & 0xff)) return UTF8_BROKEN;
  const toCome = (state >> 16) - 1;
  return toCome === 0 ? UTF8_START : inside(toCome, 0x80, 0xbf);
}

function afterLead(byte: number): number {
  if (byte < 0x80) return UTF8_START;
  if (byte < 0xc2 || byte > 0xf4) return UTF8_BROKEN;
  if (byte < 0xe0) return inside(1, 0x80, 0xbf);
  if (byte === 0xe0) return inside(2, 0xa0, 0xbf);
  if (byte === 0xed) return inside(2, 0x80, 0x9f);
  if (byte < 0xf0) return inside(2, 0x80, 0xbf);
  if (byte === 0xf0) return inside(3, 0x90, 0xbf);
  if (byte === 0xf4) return inside(3, 0x80, 0x8f);
  return inside(3, 0x80, 0xbf);
}

function inside(toCome: number, lowest: number, highest: number): number {
  return (toCome << 16) | (lowest << 8) | highest;
}

/** Where a code point begins that the end of `bytes` cuts, or that end. */
function unfinished(bytes: Uint8Array): number {
  const end = bytes.length;
  for (let back = 1; back <= 3; back++) {
    const byte = bytes[end - back] ?? 0;
    if (byte < 0x80) return end;
    if (byte >= 0xc0) return back < (byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4) ? end - back : end;
  }
  return end;
}
