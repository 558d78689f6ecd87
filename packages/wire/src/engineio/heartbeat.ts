import { type HandshakeTerms, PING_INTERVAL_MS, PING_TIMEOUT_MS } from "./handshake.ts";

/** The server's pings of one session, engine.io-protocol, "Heartbeat": when the next is due, or the pong for it. */
export class Heartbeat {
  readonly #terms: HandshakeTerms;
  #awaitsPong = false;
  #extended = false;
  #deadline: number;

  constructor(now: number, terms: HandshakeTerms) {
    this.#terms = terms;
    this.#deadline = now + (terms.pingIntervalMs ?? PING_INTERVAL_MS);
  }

  get awaitsPong(): boolean {
    return this.#awaitsPong;
  }

  /** When to ping, or, while a pong is awaited, when to give the client up. */
  get deadline(): number {
    return this.#deadline;
  }

  /** What time has brought: a ping is to be sent, or the pong for the last one has not come. */
  due(now: number): "ping" | "timeout" | undefined {
    if (now < this.#deadline) return undefined;
    if (this.#awaitsPong) return "timeout";
    this.#awaitsPong = true;
    this.#extended = false;
    this.#deadline = now + (this.#terms.pingTimeoutMs ?? PING_TIMEOUT_MS);
    return "ping";
  }

  /** Nobody has listened until now: a pong that is due has its time from now on. */
  excuse(now: number): void {
    if (this.#awaitsPong) this.#deadline = now + (this.#terms.pingTimeoutMs ?? PING_TIMEOUT_MS);
  }

  /** A packet came. One that is no pong buys the pong as much time again, once (engine.io/lib/socket.ts). */
  heard(isPong: boolean, now: number): void {
    if (!this.#awaitsPong || (this.#extended && !isPong)) return;
    if (!isPong) {
      this.#extended = true;
      this.#deadline = now + (this.#terms.pingTimeoutMs ?? PING_TIMEOUT_MS);
      return;
    }
    this.#awaitsPong = false;
    this.#deadline = now + (this.#terms.pingIntervalMs ?? PING_INTERVAL_MS);
  }
}
