import type { CloseCode } from "@madang/wire";
import type { ErrorCode } from "@madang/wire/native";
import type { Headers } from "@madang/wire/stomp";

/** Why a frame is not done, or a connection cannot go on. */
export interface Complaint {
  /** What a WebSocket says when it ends the connection. */
  readonly closeCode: CloseCode;
  /** For programs: as in docs/protocol.md, "Errors". */
  readonly code: ErrorCode | "skipped";
  /** The ERROR's `message`. */
  readonly message: string;
  /** The ERROR's body, for people. */
  readonly details: string;
  readonly headers?: Headers;
}
