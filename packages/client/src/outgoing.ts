import type { ErrorCode } from "@madang/wire/native";

/** `unconfirmed`: the link was lost before the answer; it may be there or not, and is sent again. */
export type SendState =
  | "queued"
  | "sending"
  | "sent"
  | "unconfirmed"
  | { readonly failed: ErrorCode; readonly why: string };

/** Where a text went. `repeat`: it was there already. */
export interface Receipt {
  readonly position: string;
  readonly repeat: boolean;
}

/** A text on its way. Its `id` is that of its entry, so that the two are known to be one. */
export interface Outgoing {
  readonly id: string;
  readonly room: string;
  readonly text: string;
  /** When it was written here, milliseconds since 1970. */
  readonly at: number;
  readonly state: SendState;
  /** Rejects with a `ChatError` when it fails for good, is discarded, or the client is closed. After `retry`, a new one. */
  readonly done: Promise<Receipt>;
  /** Tries now; one that failed goes to the end of the queue. */
  retry(): void;
  /** Forgets it. One that is under way may still arrive. */
  discard(): void;
}
