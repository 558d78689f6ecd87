import { isUtf8 } from "node:buffer";
import { hash, randomFillSync } from "node:crypto";
import { constants, deflateRawSync, inflateRawSync, type ZlibOptions } from "node:zlib";
import type { Host, Inflated } from "@madang/wire";

/** 4 KiB of chance at a time: a masking key takes four bytes of it, and a call to the system costs a microsecond. */
const POOL_BYTES = 4096;

/** 16 KiB: what zlib writes at a time, and so how far past its bound it can get. */
const MAX_CHUNK_BYTES = 16_384;

/** What protocols need, from Node. */
export class NodeHost implements Host {
  #pool = Buffer.alloc(0);
  #used = 0;

  sha1(text: string, spelling: "base64" | "hex"): string {
    return hash("sha1", text, spelling);
  }

  random(length: number): Uint8Array {
    if (this.#used + length > this.#pool.length) {
      this.#pool = randomFillSync(Buffer.alloc(Math.max(length, POOL_BYTES)));
      this.#used = 0;
    }
    this.#used += length;
    return this.#pool.subarray(this.#used - length, this.#used);
  }

  isUtf8(bytes: Uint8Array): boolean {
    return isUtf8(bytes);
  }

  decode(bytes: Uint8Array): string {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
  }

  encode(text: string): Uint8Array {
    return Buffer.from(text);
  }
  deflateRaw(bytes: Uint8Array, windowBits: number, before?: Uint8Array): Uint8Array {
    return deflateRawSync(bytes, {
      windowBits,
      // What zlib sets up for every call grows with these three; smaller ones lose nothing on messages that fit.
      memLevel: Math.min(8, windowBits - 6),
      chunkSize: Math.min(MAX_CHUNK_BYTES, bytes.length + 64),
      finishFlush: constants.Z_SYNC_FLUSH,
      ...dictionary(before),
    });
  }

  inflateRaw(deflated: Uint8Array, maxBytes: number, before?: Uint8Array): Inflated | "too big" | "broken" {
    return inflate(deflated, maxBytes, { finishFlush: constants.Z_FINISH, ...dictionary(before) });
  }

  inflateStart(deflated: Uint8Array, maxBytes: number, before?: Uint8Array): Uint8Array | "too big" | "broken" {
    const inflated = inflate(deflated, maxBytes, { finishFlush: constants.Z_SYNC_FLUSH, ...dictionary(before) });
    return typeof inflated === "object" ? inflated.bytes : inflated;
  }
}

function inflate(deflated: Uint8Array, maxBytes: number, options: ZlibOptions): Inflated | "too big" | "broken" {
  try {
    const inflated = inflateRawSync(deflated, {
      chunkSize: Math.min(MAX_CHUNK_BYTES, deflated.length * 4 + 64),
      maxOutputLength: Math.max(1, maxBytes),
      info: true,
      ...options,
    });
    // With `info` it answers an object, which its types do not say.
    const { buffer, engine } = inflated as unknown as { buffer: Uint8Array; engine: { bytesWritten: number } };
    return buffer.length > maxBytes ? "too big" : { bytes: buffer, used: engine.bytesWritten };
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE" ? "too big" : "broken";
  }
}

/** zlib takes no empty one. */
function dictionary(before: Uint8Array | undefined): { dictionary?: Uint8Array } {
  return before === undefined || before.length === 0 ? {} : { dictionary: before };
}
