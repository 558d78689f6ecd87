import type { Headers } from "./frame.ts";
import type { PeerError } from "./peer-error.ts";
import type { Subscription } from "./subscription.ts";
import type { Version } from "./version.ts";

/**
 * What a client wants, in the order in which it said so. Those with a `frame` are the owner's work: it answers each
 * with `handled(frame)` or `fail(frame, …)`, in whatever order it gets done.
 */
export type Event =
  | ConnectEvent
  | SubscribeEvent
  | UnsubscribeEvent
  | SendEvent
  | SettleEvent
  | CommitEvent
  | DisconnectEvent
  | ClosedEvent;

/** The first event: the owner says `accept` or `refuse`; until then nothing more is read. */
export interface ConnectEvent {
  readonly kind: "connect";
  readonly version: Version;
  readonly login: string | undefined;
  readonly passcode: string | undefined;
  /** The virtual host; 1.1 and 1.2 ask for it, and clients leave it out all the same. */
  readonly host: string | undefined;
  readonly headers: Headers;
}

export interface SubscribeEvent {
  readonly kind: "subscribe";
  readonly frame: number;
  readonly subscription: Subscription;
  readonly headers: Headers;
}

export interface UnsubscribeEvent {
  readonly kind: "unsubscribe";
  readonly frame: number;
  readonly subscription: Subscription;
  readonly headers: Headers;
}

export interface SendEvent {
  readonly kind: "send";
  readonly frame: number;
  readonly destination: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** ACK or NACK. The window has room again for the `messages` that it settles, at least one, oldest first. */
export interface SettleEvent {
  readonly kind: "ack" | "nack";
  readonly frame: number;
  readonly subscription: Subscription;
  readonly messages: readonly string[];
}

/** All of a transaction, to be done at once or not at all. Only the commit's own frame is to be handled. */
export interface CommitEvent {
  readonly kind: "commit";
  readonly frame: number;
  readonly transaction: string;
  readonly actions: readonly (SendEvent | SettleEvent)[];
}

/** The client is about to leave, and sends nothing more. Once all before is handled, the connection is `finished`. */
export interface DisconnectEvent {
  readonly kind: "disconnect";
}

/**
 * The last event, exactly once. With an error we gave the connection up for a fault of the peer, and its `closeCode` is
 * what a WebSocket says; without, the stream has ended. What was subscribed and begun is void.
 */
export interface ClosedEvent {
  readonly kind: "closed";
  readonly error?: PeerError;
}
