import type { EngineError } from "./engine-error.ts";
import type { Packet } from "./packet.ts";

/** Why a session ended, in the reference's words. */
export type CloseReason =
  | "transport close"
  | "transport error"
  | "ping timeout"
  | "parse error"
  | "forced close"
  | "too much is unread";

/** What the owner of a session has to do now, in order. `to` is a request or a socket as it was handed in. */
export type Step<Link, Data> =
  /** To a poll: the whole answer, as a payload, with status 200. To a socket: a frame for each. */
  | { readonly kind: "packets"; readonly to: Link; readonly packets: readonly Packet<Data>[] }
  /** The answer `ok` to a POST. */
  | { readonly kind: "ok"; readonly to: Link }
  | { readonly kind: "refuse"; readonly to: Link; readonly error: EngineError }
  /** A WebSocket is to be closed. */
  | { readonly kind: "end"; readonly to: Link }
  | { readonly kind: "message"; readonly data: string | Uint8Array }
  /** From now on messages go out over this WebSocket; what is sent to the room may bypass the session. */
  | { readonly kind: "upgraded"; readonly to: Link }
  /** What is sent now goes out now. */
  | { readonly kind: "ready" }
  /** The session is over and its id unknown from now on: forget it. Once. */
  | { readonly kind: "closed"; readonly reason: CloseReason };
