/** A plain object of JSON. */
export type JsonObject = Readonly<Record<string, unknown>>;
export type EventName = string | number;

export interface ConnectPacket {
  readonly type: "connect";
  readonly namespace: string;
  /** To the server: what the client says of itself. To the client: `sid`, and `pid` where recovery is on. */
  readonly data?: JsonObject;
}

export interface DisconnectPacket {
  readonly type: "disconnect";
  readonly namespace: string;
}

export interface EventPacket {
  readonly type: "event";
  readonly namespace: string;
  /** Given when an acknowledgement is asked for. */
  readonly id?: number;
  /** The name, then the arguments; each may be, or hold, a `Uint8Array`. */
  readonly data: readonly [EventName, ...unknown[]];
}

export interface AckPacket {
  readonly type: "ack";
  readonly namespace: string;
  readonly id: number;
  readonly data: readonly unknown[];
}

export interface ConnectErrorPacket {
  readonly type: "connect_error";
  readonly namespace: string;
  readonly data: JsonObject | string;
}

/** socket.io-protocol, "Packet types"; BINARY_EVENT and BINARY_ACK are an event and an ack that hold bytes. */
export type Packet = ConnectPacket | DisconnectPacket | EventPacket | AckPacket | ConnectErrorPacket;

/** The namespace that is not spelled. */
export const MAIN_NAMESPACE = "/";

/** A packet's digit is its place here. */
export const PACKET_TYPES = ["connect", "disconnect", "event", "ack", "connect_error"] as const;
export const BINARY_EVENT = 5;
export const BINARY_ACK = 6;

/** Names that clients and servers give a meaning of their own (socket.io-parser, `RESERVED_EVENTS`). */
export const RESERVED_EVENTS: ReadonlySet<unknown> = new Set([
  "connect",
  "connect_error",
  "disconnect",
  "disconnecting",
  "newListener",
  "removeListener",
]);
