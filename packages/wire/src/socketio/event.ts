import type { EventName, JsonObject } from "./packet.ts";

/** What a client that comes back says of where it was; good only if the owner made this `pid`. */
export interface Recovery {
  readonly pid: string;
  /** The last string argument that it got; missing when it got no event (socket.io#4888). */
  readonly offset?: string;
}

/** What happened on a Socket.IO connection. */
export type Event =
  /** To be answered by `accept` or `refuse`. `auth` is what the client gave, without what recovery adds. */
  | {
      readonly kind: "connect";
      readonly namespace: string;
      readonly auth: JsonObject;
      readonly recovery?: Recovery;
    }
  /** With an `id`, to be answered by `ack`. */
  | {
      readonly kind: "event";
      readonly namespace: string;
      readonly name: EventName;
      readonly args: readonly unknown[];
      readonly id?: number;
    }
  /** The answer to what `emit` asked an acknowledgement for. */
  | { readonly kind: "ack"; readonly namespace: string; readonly id: number; readonly args: readonly unknown[] }
  /** The client left this namespace. */
  | { readonly kind: "disconnect"; readonly namespace: string }
  /** The connection is over, the Engine.IO session is to be closed. Last, once. */
  | { readonly kind: "closed"; readonly why: string };
