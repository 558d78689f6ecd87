/**
 * What a protocol needs from the machine it runs on and must not take by itself. One `Host` per process; every
 * function is synchronous and keeps no reference to what it was given.
 */
export interface Host {
  /** The SHA-1 of a text's UTF-8 (RFC 6455 section 4.2.2 needs no more than this one digest), spelled in one of two ways. */
  sha1(text: string, spelling: "base64" | "hex"): string;
  /** `length` bytes that cannot be predicted (masking keys, handshake keys: RFC 6455 sections 4.1 and 5.3). */
  random(length: number): Uint8Array;
  /** Whether `bytes` are valid UTF-8 (RFC 3629): no surrogates, no overlong forms, nothing above U+10FFFF. */
  isUtf8(bytes: Uint8Array): boolean;
  /** The text of valid UTF-8. */
  decode(bytes: Uint8Array): string;
  /** The UTF-8 of a text. */
  encode(text: string): Uint8Array;
  /**
   * `bytes` as blocks of RFC 1951, none of them final, the last one empty and stored: 00 00 ff ff ends the answer.
   * References reach back at most 2 ** `windowBits` bytes (9 to 15), also into `before`, which the other side has.
   */
  deflateRaw(bytes: Uint8Array, windowBits: number, before?: Uint8Array): Uint8Array;
  /**
   * What blocks of RFC 1951 stand for, up to and with the final one; their references may reach 32 KiB back, also into
   * `before`. Stops at `maxBytes`: "too big". "broken": no DEFLATE, or the final block is missing or cut.
   */
  inflateRaw(deflated: Uint8Array, maxBytes: number, before?: Uint8Array): Inflated | "too big" | "broken";
  /** What the first of those bytes stand for, cut anywhere, as far as it is certain; else as `inflateRaw`. */
  inflateStart(deflated: Uint8Array, maxBytes: number, before?: Uint8Array): Uint8Array | "too big" | "broken";
}

export interface Inflated {
  readonly bytes: Uint8Array;
  /** How much of the input was read; what follows the final block was not. */
  readonly used: number;
}
