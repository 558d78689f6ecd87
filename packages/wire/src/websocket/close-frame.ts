import type { CloseCode } from "../close-codes.ts";
import type { Host } from "../host.ts";
import { PeerError } from "./peer-error.ts";
import { UsageError } from "./usage-error.ts";

/** A control frame carries 125 bytes (RFC 6455 section 5.5), two of them the code. */
export const MAX_REASON_BYTES = 123;

/** What a close frame says; 1005 stands for "no code given" (RFC 6455 section 7.1.5). */
export interface Goodbye {
  readonly code: number;
  readonly reason: string;
}

/** Reads a close frame's payload. Throws `PeerError` 1002 or 1007 for what RFC 6455 sections 5.5.1 and 7.4 forbid. */
export function readGoodbye(payload: Uint8Array, host: Host): Goodbye {
  if (payload.length === 0) return { code: 1005, reason: "" };
  if (payload.length === 1) throw new PeerError(1002, "a close payload of one byte");
  const code = ((payload[0] ?? 0) << 8) | (payload[1] ?? 0);
  if (!isSendable(code)) throw new PeerError(1002, `close code ${code} must not be sent`);
  const reason = payload.subarray(2);
  if (!host.isUtf8(reason)) throw new PeerError(1007, "a close reason that is not UTF-8");
  return { code, reason: host.decode(reason) };
}

/**
 * The payload of a close frame. A reason over 123 bytes is cut before the code point that would pass them. Throws
 * `UsageError` for a code that must not be sent.
 */
export function spellGoodbye(code: CloseCode, reason: string, host: Host): Uint8Array {
  if (!isSendable(code)) throw new UsageError(`close code ${code} must not be sent`);
  const words = host.encode(reason);
  let length = Math.min(words.length, MAX_REASON_BYTES);
  while (length < words.length && ((words[length] ?? 0) & 0xc0) === 0x80) length--;
  const payload = new Uint8Array(2 + length);
  payload[0] = code >> 8;
  payload[1] = code & 0xff;
  payload.set(words.subarray(0, length), 2);
  return payload;
}

/** RFC 6455 section 7.4 and the registry of section 11.7: 1004 to 1006 and 1015 are never on the wire. */
function isSendable(code: number): boolean {
  if (code >= 3000) return code <= 4999;
  return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014);
}
