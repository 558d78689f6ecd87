/** What happened on a WebSocket connection. Payloads are copies: they stay good when the input buffer is reused. */
export type Event =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "binary"; readonly bytes: Uint8Array }
  | { readonly kind: "ping"; readonly payload: Uint8Array }
  | { readonly kind: "pong"; readonly payload: Uint8Array }
  | ClosedEvent;

/**
 * The last event, exactly once. `clean`: close frames went both ways; then `code` and `reason` are the peer's, 1005
 * when it gave none. Else `code` is the one that we failed the connection with, or 1006 when the stream broke.
 */
export interface ClosedEvent {
  readonly kind: "closed";
  readonly code: number;
  readonly reason: string;
  readonly clean: boolean;
}

/** Shared by all who have nothing to tell. */
export const NO_EVENTS: readonly Event[] = Object.freeze<Event[]>([]);

/** Hears of events one by one, while the bytes after them are not read yet. */
export interface Ear {
  hear(event: Event): void;
}

/** Keeps what it hears. */
export class Heard implements Ear {
  #events: Event[] | undefined;

  hear(event: Event): void {
    if (this.#events === undefined) this.#events = [event];
    else this.#events.push(event);
  }

  get events(): readonly Event[] {
    return this.#events ?? NO_EVENTS;
  }
}
