import type { CloseCode } from "../close-codes.ts";
import type { Headers } from "./frame.ts";

/** What else an ERROR frame says than what is wrong. */
export interface Particulars {
  /** The body. */
  readonly details?: string;
  readonly headers?: Headers;
}

/**
 * The peer broke the protocol or a bound, and is told so in an ERROR frame whose `message` header is the message;
 * then the connection ends (STOMP 1.2 "ERROR"), over a WebSocket with `closeCode`. Thrown inside this folder only.
 */
export class PeerError extends Error {
  override readonly name = "PeerError";
  readonly closeCode: CloseCode;
  readonly details: string;
  readonly headers: Headers;

  constructor(closeCode: CloseCode, message: string, particulars: Particulars = {}) {
    super(message);
    this.closeCode = closeCode;
    this.details = particulars.details ?? "";
    this.headers = particulars.headers ?? [];
  }
}
