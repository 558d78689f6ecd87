import type { Clock } from "./clock.ts";
import type { Socket, SocketEvents } from "./socket.ts";
import type { HttpTransport, Transport } from "./transport.ts";

/** What a way to the server tells: as a socket does, and which transport it goes by once that is known to work. */
export interface WayEvents extends SocketEvents {
  carries(transport: Transport): void;
}

/** Opens something that takes and gives the messages of docs/protocol.md. */
export type OpenWay = (events: WayEvents) => Socket;

/** What the way over HTTP is made of. The core lends its own tools, so that its bundle and that of HTTP share no third. */
export interface HttpParts {
  /** The server's address, without a slash at its end. */
  readonly server: string;
  /** Those allowed, the best first. */
  readonly transports: readonly HttpTransport[];
  /** The one to begin with. */
  readonly first: HttpTransport;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly random: () => number;
  readonly tools: HttpTools;
}

export interface HttpTools {
  backoff(tries: number, random: () => number): number;
  standsAfter(position: string, last: string | undefined): boolean;
  climb(clock: Clock, random: () => number, go: () => void): { wait(): void; hurry(): void; stop(): void };
}
