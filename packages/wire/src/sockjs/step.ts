/**
 * What the owner of a session has to do now, in order. `to` is a receiver as it was attached: each `frame` and each
 * `messages` is one frame in that answer's wrapping, in a chunk of its own.
 */
export type Step<Receiver, Image> =
  | { readonly kind: "frame"; readonly to: Receiver; readonly frame: string }
  /** One `a[…]` frame of these lists of messages, joined by commas. */
  | { readonly kind: "messages"; readonly to: Receiver; readonly images: readonly Image[] }
  /** The answer is complete. */
  | { readonly kind: "end"; readonly to: Receiver }
  /** The application's side begins, once. */
  | { readonly kind: "opened" }
  /** A receiver waits and nothing is queued: what is sent now goes out now. */
  | { readonly kind: "ready" }
  /** The application's side ends, once; receivers may still come for the close frame. */
  | { readonly kind: "closed"; readonly code: number; readonly reason: string }
  /** The session is over and its id free: forget it. Last. */
  | { readonly kind: "dropped" };
