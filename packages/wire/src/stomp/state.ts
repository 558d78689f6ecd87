/**
 * The life of a STOMP connection on its server. `waiting`: for CONNECT. `deciding`: the owner looks at the login.
 * `leaving`: DISCONNECT has come, and frames before it are still to be handled. Everything about states stands here.
 */
export type State = "waiting" | "deciding" | "open" | "leaving" | "closed";

/** `end`: the stream ended, we gave it up, or all is done after DISCONNECT. */
export type Signal = "gotConnect" | "accepted" | "gotDisconnect" | "end";

const AFTER: Readonly<Record<State, Readonly<Partial<Record<Signal, State>>>>> = {
  waiting: { gotConnect: "deciding", end: "closed" },
  deciding: { accepted: "open", end: "closed" },
  open: { gotDisconnect: "leaving", end: "closed" },
  leaving: { end: "closed" },
  closed: {},
};

/** The state that follows; a signal that means nothing in `state` leaves it. */
export function after(state: State, signal: Signal): State {
  return AFTER[state][signal] ?? state;
}
