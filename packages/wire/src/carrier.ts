import type { CloseCode } from "./close-codes.ts";
import type { Eventual } from "./eventual.ts";

/** A message on any carrier: text, or bytes where the carrier can tell the two apart. */
export type Message = string | Uint8Array;

/**
 * How messages become bytes on one kind of carrier. Two framings with the same `key` give the same bytes for the same
 * messages: that is what lets a thousand connections share one image.
 */
export interface Framing {
  readonly key: string;
  /** All messages, in order, as one image. */
  frame(messages: readonly Message[]): Uint8Array;
}

/** Who asks, and for what: the request that opened the connection, as plain data. */
export interface Caller {
  /** The peer's IP address; behind a trusted proxy, the one that the proxy names. */
  readonly address: string;
  /** The decoded path, `/ws/마당`. */
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
  /** Names in lower case; repeated fields joined by `, ` (RFC 9110 section 5.3). */
  readonly headers: ReadonlyMap<string, string>;
  /** What the client offered in Sec-WebSocket-Protocol, in its order. */
  readonly subprotocols: readonly string[];
}

/** One client's link as a gateway sees it. Nothing here throws for what the peer or the network did. */
export interface Carrier {
  readonly framing: Framing;
  /**
   * Sends bytes that already carry the framing. False: the connection is over its high-water mark; these bytes are
   * taken all the same, and `Session.drained` will follow.
   */
  write(image: Uint8Array): boolean;
  /**
   * True: reads no more from the client until it is called with false. For a gateway that holds as much as it may of what
   * the client wants done. A carrier that cannot do that leaves it out.
   */
  hold?(on: boolean): void;
  /**
   * True while nothing is read from the client, because of `hold` or because it does not take what it asks for: that
   * nothing is heard of it says nothing then. A carrier that always reads leaves it out.
   */
  readonly isDeaf?: boolean;
  /** Says goodbye in the carrier's own form and ends; `Session.closed` follows. Later calls do nothing. */
  close(code: CloseCode, reason: string): void;
}

/** The gateway's half of one connection. `closed` comes exactly once, last. */
export interface Session {
  text(message: string): void;
  binary(message: Uint8Array): void;
  /** The connection can take bytes again after a `write` that answered false. */
  drained(): void;
  /** The carrier's framing has become another one, as with Engine.IO's upgrade: images from now on are in that. */
  reframed?(): void;
  /**
   * The server is about to stop: says so in the protocol's own words, with how many milliseconds the client should wait
   * before it comes back, and closes the carrier.
   */
  farewell(after: number, why: string): void;
  closed(): void;
}

/** Why a connection is not let in, in HTTP's terms (RFC 9457): the carrier spells it. */
export interface Refusal {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** What the status demands in the header, such as `Retry-After` for 429. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Admission {
  /** The subprotocol to answer, when one of the offered ones was chosen. */
  readonly subprotocol?: string;
  /** The longest message taken, in bytes, before the carrier closes with 1009. */
  readonly maxMessageBytes: number;
  /** False: messages are not compressed, whatever the client offers. */
  readonly compresses?: boolean;
  open(carrier: Carrier): Session;
}

/** The code that speaks one protocol. `admit` decides before anything is upgraded. */
export interface Gateway {
  admit(caller: Caller): Eventual<Admission | Refusal>;
}
