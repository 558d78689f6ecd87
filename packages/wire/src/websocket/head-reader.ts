import type { Host } from "../host.ts";
import { ByteBuffer } from "./byte-buffer.ts";
import { type HttpRefusal, httpRefusal } from "./http-refusal.ts";

/** 16 KiB: what `node:http` takes too, so that a request is not refused by one of the two only. */
export const MAX_HEAD_BYTES = 16_384;

const CR = 0x0d;
const LF = 0x0a;
const TAB = 0x09;
const DEL = 0x7f;
const NOTHING = new Uint8Array(0);

/** A whole head: its lines without the empty one, and how many bytes it took with it. */
export interface HeadText {
  readonly text: string;
  readonly size: number;
}

/**
 * Finds the end of an HTTP/1.1 head in chunks, RFC 9112 section 2: each byte is looked at once. Refuses at the byte
 * that no head may have: a control character, a CR or LF that is not half of a CRLF.
 */
export class HeadReader {
  readonly #host: Host;
  #bytes: Uint8Array = NOTHING;
  #joined: ByteBuffer | undefined;
  #scanned = 0;
  #lines = 0;
  #lineStart = 0;
  #textStart = 0;
  #sawCr = false;
  #isAscii = true;

  constructor(host: Host) {
    this.#host = host;
  }

  /** All bytes so far, what came after the head among them. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /**
   * Undefined: not yet, and `chunk` has been copied. Anything else is final: read no more, and `bytes` may be `chunk`
   * itself.
   */
  read(chunk: Uint8Array): HeadText | HttpRefusal | undefined {
    this.#joined?.append(chunk, Number.POSITIVE_INFINITY);
    this.#bytes = this.#joined?.view() ?? chunk;
    const answer = this.#scan();
    if (answer !== undefined || this.#joined !== undefined) return answer;
    this.#joined = new ByteBuffer();
    this.#joined.append(chunk, Number.POSITIVE_INFINITY);
    this.#bytes = this.#joined.view();
    return undefined;
  }

  #scan(): HeadText | HttpRefusal | undefined {
    const bytes = this.#bytes;
    const end = Math.min(bytes.length, MAX_HEAD_BYTES);
    let at = this.#scanned;
    while (at < end) {
      const byte = bytes[at++] ?? 0;
      if (byte >= 0x20 && byte < DEL && !this.#sawCr) continue;
      const fault = this.#special(byte);
      if (fault !== undefined) return httpRefusal(400, fault);
      if (byte === LF && this.#endsHead(at)) return { text: this.#text(at - 4), size: at };
    }
    this.#scanned = at;
    if (end < MAX_HEAD_BYTES) return undefined;
    const [status, what] = this.#lines === 0 ? [414, "The first line is"] : [431, "The header is"];
    return httpRefusal(status, `${what} over ${MAX_HEAD_BYTES} bytes.`);
  }

  /** A byte that is no plain character, or that follows a CR: what is wrong with it, if anything. */
  #special(byte: number): string | undefined {
    if (this.#sawCr !== (byte === LF)) return byte === LF ? "A line ends in LF without CR." : "A CR without its LF.";
    this.#sawCr = byte === CR;
    if (byte > DEL) this.#isAscii = false;
    else if (byte !== LF && byte !== CR && byte !== TAB && (byte < 0x20 || byte === DEL)) {
      return `A control character (0x${byte.toString(16).padStart(2, "0")}).`;
    }
    return undefined;
  }

  /** A line ends at `at`: whether it is the empty one. Empty lines before the first are skipped (section 2.2). */
  #endsHead(at: number): boolean {
    const isEmpty = at - this.#lineStart === 2;
    this.#lineStart = at;
    if (!isEmpty) this.#lines++;
    else if (this.#lines === 0) this.#textStart = at;
    return isEmpty && this.#lines > 0;
  }

  /** Bytes above ASCII mean nothing certain (RFC 9110 section 5.5); they become U+0080 to U+00FF, as in `node:http`. */
  #text(end: number): string {
    const lines = this.#bytes.subarray(this.#textStart, end);
    if (this.#isAscii) return this.#host.decode(lines);
    let text = "";
    for (const byte of lines) text += String.fromCharCode(byte);
    return text;
  }
}
