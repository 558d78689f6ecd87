import type { Gateway } from "@madang/wire";

/** What is spoken under one base. */
export interface SockjsService {
  /** `/sockjs`: a path without a slash at its end, as it stands in requests. */
  readonly base: string;
  readonly gateway: Gateway;
  /** What the gateway is told that the client offers: SockJS has no subprotocols of its own. */
  readonly subprotocols?: readonly string[];
  /** Whether WebSockets are taken; true unless it is said. */
  readonly websocket?: boolean;
  /** Whether session URLs set the cookie by which a load balancer knows its way. */
  readonly cookieNeeded?: boolean;
  /** After so many bytes a streamed answer is ended; 128 KiB unless it is said, and never that of an event source. */
  readonly responseLimit?: number;
  /** For clients that poll on after a broken answer: what may not have arrived comes again (`SessionOptions`). */
  readonly resumes?: boolean;
}
