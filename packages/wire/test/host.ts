import { isUtf8 } from "node:buffer";
import { createHash, randomBytes } from "node:crypto";
import { constants, deflateRawSync, inflateRawSync, type ZlibOptions } from "node:zlib";
import type { Host, Inflated } from "../src/host.ts";

const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** A `Host` of Node's own functions, for tests. `decode` is strict about nothing: callers have asked `isUtf8`. */
export const nodeHost: Host = Object.freeze({
  sha1: (text: string, spelling: "base64" | "hex") => createHash("sha1").update(text).digest(spelling),
  random: (length: number) => randomBytes(length),
  isUtf8: (bytes: Uint8Array) => isUtf8(bytes),
  decode: (bytes: Uint8Array) => UTF8.decode(bytes),
  encode: (text: string) => new TextEncoder().encode(text),
  deflateRaw: (bytes: Uint8Array, windowBits: number, before?: Uint8Array) =>
    deflateRawSync(bytes, { windowBits, finishFlush: constants.Z_SYNC_FLUSH, ...dictionary(before) }),
  inflateRaw: (deflated: Uint8Array, maxBytes: number, before?: Uint8Array) =>
    inflate(deflated, maxBytes, { finishFlush: constants.Z_FINISH, ...dictionary(before) }),
  inflateStart: (deflated: Uint8Array, maxBytes: number, before?: Uint8Array) => {
    const inflated = inflate(deflated, maxBytes, { finishFlush: constants.Z_SYNC_FLUSH, ...dictionary(before) });
    return typeof inflated === "object" ? inflated.bytes : inflated;
  },
});

function inflate(deflated: Uint8Array, maxBytes: number, terms: ZlibOptions): Inflated | "too big" | "broken" {
  try {
    const options = { maxOutputLength: Math.max(1, maxBytes), info: true, ...terms };
    // With `info` it answers an object, which its types do not say.
    const inflated = inflateRawSync(deflated, options) as unknown;
    const { buffer, engine } = inflated as { buffer: Uint8Array; engine: { bytesWritten: number } };
    return buffer.length > maxBytes ? "too big" : { bytes: buffer, used: engine.bytesWritten };
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE" ? "too big" : "broken";
  }
}

function dictionary(before: Uint8Array | undefined): { dictionary?: Uint8Array } {
  return before === undefined || before.length === 0 ? {} : { dictionary: before };
}

/** The same without chance: every random byte is `byte`, so that masked output can be spelled out in a test. */
export function hostWithRandom(byte: number): Host {
  return { ...nodeHost, random: (length: number) => new Uint8Array(length).fill(byte) };
}
