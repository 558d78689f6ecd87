/**
 * The life of a WebSocket connection after its handshake, RFC 6455 section 7. Everything about states stands in this
 * table; it does not know which side we are.
 *
 * Between two calls of the machine `closing` means that our close frame is out and the peer's is awaited: one that
 * comes first is answered in the same call, and so passes `closing` at once.
 */
export type State = "open" | "closing" | "closed";

/** `sentClose`, `gotClose`: a close frame went out, came in. `end`: the stream ended, or we gave it up. */
export type Signal = "sentClose" | "gotClose" | "end";

const AFTER: Readonly<Record<State, Readonly<Partial<Record<Signal, State>>>>> = {
  open: { sentClose: "closing", gotClose: "closing", end: "closed" },
  closing: { sentClose: "closed", gotClose: "closed", end: "closed" },
  closed: {},
};

/** The state that follows; a signal that means nothing in `state` leaves it. */
export function after(state: State, signal: Signal): State {
  return AFTER[state][signal] ?? state;
}
