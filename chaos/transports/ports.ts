/** Where a server listens: at one port for all that begins as HTTP, at the other for STOMP over plain TCP. */
export interface Ports {
  readonly port: number;
  readonly stompPort: number;
}
