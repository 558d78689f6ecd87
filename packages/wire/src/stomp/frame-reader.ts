import type { Host } from "../host.ts";
import { ByteBuffer } from "../websocket/byte-buffer.ts";
import { mayHaveBody } from "./command.ts";
import { type Frame, header, NO_BODY } from "./frame.ts";
import { type FrameHead, parseHead } from "./frame-head.ts";
import { FRAME_LIMITS, type FrameLimits, MAX_COMMAND_BYTES } from "./frame-limits.ts";
import { PeerError } from "./peer-error.ts";
import type { Version } from "./version.ts";

const NUL = 0x00;
const LF = 0x0a;
const CR = 0x0d;

/** An end of line between two frames: a heart-beat, or padding after a frame; nobody can tell the two apart. */
export type Beat = "beat";

/**
 * Bytes to frames, for all three versions and both directions, over TCP, WebSocket or SockJS: the cuts of the carrier
 * mean nothing (STOMP 1.2 "Augmented BNF"). `feed` it, then ask for the `next` until there is none; before asking
 * again, `version` and `limits` may be changed, as CONNECT does. Each byte is looked at once.
 *
 * Lines end in LF, in 1.2 also in CRLF. In 1.0 and 1.1 a CR belongs to the header, but for a frame whose command line
 * has one: it comes from a client that ends all its lines so, which other servers take too.
 */
export class FrameReader {
  /** Undefined before it is agreed on. */
  version: Version | undefined;
  limits: FrameLimits;
  readonly #host: Host;
  #input: Uint8Array = NO_BODY;
  #at = 0;
  /** What earlier input brought of the head or the body under way. */
  #kept: ByteBuffer | undefined;
  /** Whole lines of the head under way, the command's too, and the bytes in them. */
  #lines = 0;
  #lineStart = 0;
  #crlf = false;
  #endedInCr = false;
  /** The head of the frame whose body is under way. */
  #head: FrameHead | undefined;
  /** The length of that body, -1 when NUL tells its end. */
  #length = 0;

  constructor(host: Host, limits: FrameLimits = FRAME_LIMITS) {
    this.#host = host;
    this.limits = limits;
  }

  /** Gives it the stream's next bytes; call when `next` has answered undefined. It keeps no hold of them after that. */
  feed(bytes: Uint8Array): void {
    this.#input = bytes;
    this.#at = 0;
  }

  /** The receipt that the frame whose body is under way, or has broken a rule, has asked for. */
  get receipt(): string | undefined {
    return this.#head && header(this.#head.headers, "receipt");
  }

  /** What was fed and not yet read: a view. */
  get unread(): Uint8Array {
    return this.#input.subarray(this.#at);
  }

  /**
   * The next frame or beat. Undefined: the rest is at most the beginning of one, and is kept. Throws `PeerError` at the
   * first byte or line that breaks a rule; read no further then.
   */
  next(): Frame | Beat | undefined {
    while (this.#at < this.#input.length) {
      const item = this.#head === undefined ? this.#readHead() : this.#readBody(this.#head);
      if (item !== undefined) return item;
    }
    this.#input = NO_BODY;
    this.#at = 0;
    return undefined;
  }

  #readHead(): Beat | undefined {
    const input = this.#input;
    const from = this.#at;
    const before = this.#kept?.length ?? 0;
    for (let at = from; at < input.length; at++) {
      const byte = input[at] ?? 0;
      if (byte !== LF && byte !== NUL) continue;
      const place = before + at - from;
      this.#judgeLine(place);
      if (byte === NUL) {
        throw new PeerError(1002, "a NUL in a frame's headers", { details: "An empty line ends the headers." });
      }
      const sawCr = at > from ? input[at - 1] === CR : this.#endedInCr;
      if (!this.#endsHead(place, sawCr)) continue;
      this.#at = at + 1;
      return this.#endHead(from, at + 1);
    }
    this.#judgeLine(before + input.length - from);
    this.#endedInCr = input[input.length - 1] === CR;
    this.#keep(input.length, this.limits.maxHeadBytes);
    return undefined;
  }

  /** A line ends in the LF at `place` of the head: whether it is the empty one. */
  #endsHead(place: number, sawCr: boolean): boolean {
    const size = place - this.#lineStart;
    if (this.#lines === 0) this.#crlf = sawCr || this.version === undefined || this.version === "1.2";
    if (size === 0 || (size === 1 && sawCr && this.#crlf)) return true;
    if (this.#lines > this.limits.maxHeaders) {
      throw new PeerError(1009, "too many headers", { details: `A frame has at most ${this.limits.maxHeaders}.` });
    }
    this.#lines++;
    this.#lineStart = place + 1;
    return false;
  }

  /** Takes the head that ends before `end`, the empty line last; without another line, it is a beat. */
  #endHead(from: number, end: number): Beat | undefined {
    const isBeat = this.#lines === 0;
    const size = this.#lineStart;
    this.#lines = 0;
    this.#lineStart = 0;
    this.#endedInCr = false;
    const kept = this.#kept;
    this.#kept = undefined;
    if (isBeat) return "beat";
    kept?.append(this.#input.subarray(from, end), this.limits.maxHeadBytes);
    const lines = kept === undefined ? this.#input.subarray(from, from + size) : kept.view().subarray(0, size);
    if (!this.#host.isUtf8(lines)) throw new PeerError(1007, "a header that is not UTF-8");
    const head = parseHead(this.#host.decode(lines), { version: this.version, crlf: this.#crlf });
    this.#head = head;
    this.#length = this.#judgeLength(head);
    return undefined;
  }

  /** `place` bytes of the head are there. Of two bounds that are passed, the one is told that was passed first. */
  #judgeLine(place: number): void {
    const { maxLineBytes, maxHeadBytes } = this.limits;
    const longest = this.#lines === 0 ? MAX_COMMAND_BYTES : maxLineBytes;
    const overLine = place - this.#lineStart - longest;
    const overHead = place - maxHeadBytes;
    if (overLine <= 0 && overHead <= 0) return;
    if (overHead >= overLine) throw new PeerError(1009, `headers over ${maxHeadBytes} bytes`);
    if (this.#lines > 0) throw new PeerError(1009, `a header over ${longest} bytes`);
    throw new PeerError(1002, `a command over ${longest} bytes`, { details: "This does not look like STOMP." });
  }

  /** STOMP 1.2 "Header content-length"; a body where none may be is refused from 1.1 on. */
  #judgeLength({ command, headers }: FrameHead): number {
    const value = header(headers, "content-length");
    if (value === undefined) return -1;
    if (!/^\d{1,15}$/.test(value)) {
      throw new PeerError(1002, "a bad content-length", { details: `${JSON.stringify(value)} is not a number.` });
    }
    const length = Number(value);
    if (length > 0 && this.#forbidsBody(command)) throw bodyWhereNone(command);
    if (length > this.limits.maxBodyBytes) throw this.#bodyTooLong();
    return length;
  }

  #forbidsBody(command: FrameHead["command"]): boolean {
    return !mayHaveBody(command) && this.version !== "1.0";
  }

  #readBody(head: FrameHead): Frame | undefined {
    return this.#length < 0 ? this.#readToNul(head) : this.#readCounted(head);
  }

  #readToNul(head: FrameHead): Frame | undefined {
    const found = this.#input.indexOf(NUL, this.#at);
    const end = found < 0 ? this.#input.length : found;
    if (end > this.#at && this.#forbidsBody(head.command)) throw bodyWhereNone(head.command);
    if ((this.#kept?.length ?? 0) + end - this.#at > this.limits.maxBodyBytes) throw this.#bodyTooLong();
    if (found >= 0) return this.#endFrame(head, end);
    this.#keep(end, this.limits.maxBodyBytes);
    return undefined;
  }

  #readCounted(head: FrameHead): Frame | undefined {
    const end = this.#at + this.#length - (this.#kept?.length ?? 0);
    if (end >= this.#input.length) {
      this.#keep(this.#input.length, this.#length);
      return undefined;
    }
    if (this.#input[end] === NUL) return this.#endFrame(head, end);
    throw new PeerError(1002, "no NUL after the body", {
      details: `The content-length of this ${head.command} is ${this.#length} bytes, and the byte after them is not NUL.`,
    });
  }

  /** The frame whose body ends before the NUL at `end`. */
  #endFrame({ command, headers }: FrameHead, end: number): Frame {
    const rest = this.#input.subarray(this.#at, end);
    const kept = this.#kept;
    kept?.append(rest, kept.length + rest.length);
    // Not `slice`: a Node Buffer has its own, which copies nothing.
    const body = kept?.take() ?? (rest.length === 0 ? NO_BODY : new Uint8Array(rest));
    this.#kept = undefined;
    this.#head = undefined;
    this.#at = end + 1;
    return { command, headers, body };
  }

  #keep(end: number, most: number): void {
    this.#kept ??= new ByteBuffer();
    this.#kept.append(this.#input.subarray(this.#at, end), most);
    this.#at = end;
  }

  #bodyTooLong(): PeerError {
    return new PeerError(1009, `a body over ${this.limits.maxBodyBytes} bytes`);
  }
}

function bodyWhereNone(command: string): PeerError {
  return new PeerError(1002, `a ${command} with a body`, { details: "Only SEND, MESSAGE and ERROR have one." });
}
