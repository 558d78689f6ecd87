import type { CloseCode } from "../close-codes.ts";

/**
 * The peer broke the protocol or a bound. Thrown inside this folder only; `Connection.receive` catches it and fails the
 * connection with `closeCode`, the message being the reason (RFC 6455 section 7.1.7).
 */
export class PeerError extends Error {
  override readonly name = "PeerError";
  readonly closeCode: CloseCode;

  constructor(closeCode: CloseCode, message: string) {
    super(message);
    this.closeCode = closeCode;
  }
}
