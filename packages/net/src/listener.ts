import type { Socket } from "node:net";
import { createSecureContext, type SecureContext, TLSSocket } from "node:tls";
import { Port } from "./port.ts";
import { type Turn, Turnstile } from "./turnstile.ts";

/** 10 s for a TLS handshake, as for the first request's head. */
const HANDSHAKE_TIMEOUT_MS = 10_000;
/** 8 TLS handshakes a turn, each a signature of up to a millisecond. */
const MAX_SHAKES_PER_TURN = 8;
/** In the order of preference (RFC 7301 section 3.2). */
const ALPN = ["h2", "http/1.1"];

/** A certificate with its chain, and its private key, in PEM. */
export interface Certificate {
  readonly cert: string | Buffer;
  readonly key: string | Buffer;
}

/** Who takes a connection; `http2`: the client has asked for HTTP/2 by ALPN (RFC 9113 section 3.2). */
export type Take = (socket: Socket, http2: boolean) => void;

/** What a port stands on. */
export interface ListenerOptions {
  /** With one, everything is over TLS. Throws Node's error for what is none. */
  readonly certificate?: Certificate | undefined;
  readonly turn: Turn;
  readonly take: Take;
}

/**
 * A TCP port, with TLS where there is a certificate. Of a crowd that comes at once a bounded number is taken a
 * turn, and of those whose TLS handshakes can begin as well.
 */
export class Listener {
  readonly #port: Port;
  readonly #take: Take;
  readonly #turnstile: Turnstile<() => void>;
  #context: SecureContext | undefined;
  /** TLS handshakes that are waited for or under way, with their deadline, the nearest first. */
  readonly #shaking = new Map<Socket, number>();
  #now = 0;
  #isClosed = false;

  constructor({ certificate, turn, take }: ListenerOptions) {
    this.#take = take;
    if (certificate !== undefined) this.renew(certificate);
    this.#turnstile = new Turnstile(turn, (begin) => begin(), MAX_SHAKES_PER_TURN);
    this.#port = new Port((socket) => {
      if (this.#context === undefined) take(socket, false);
      else this.#greet(socket, this.#context);
    });
  }

  /** Rejects with Node's error when the address cannot be had; answers the port. Later faults are told. */
  listen(port: number, address: string, fault: (error: unknown) => void): Promise<number> {
    return this.#port.listen(port, address, fault);
  }

  /** Connections that come from now on get this one. Throws Node's error for what is none. */
  renew(certificate: Certificate): void {
    this.#context = createSecureContext(certificate);
  }

  /** Gives up handshakes that take too long. */
  sweep(now: number): void {
    this.#now = now;
    for (const [socket, deadline] of this.#shaking) {
      if (deadline > now) break;
      socket.destroy();
    }
  }

  /** Takes no more connections; resolves when the last one has gone. */
  close(): Promise<void> {
    const closed = this.#port.close();
    this.#isClosed = true;
    for (const socket of this.#shaking.keys()) socket.destroy();
    return closed;
  }

  /** The handshake begins when the client's first bytes are there. */
  #greet(tcp: Socket, context: SecureContext): void {
    const forget = this.#watch(tcp);
    tcp.once("readable", () => {
      if (tcp.readableLength === 0) {
        // It has ended without a word.
        tcp.destroy();
        return;
      }
      this.#turnstile.come(() => {
        forget();
        if (this.#isClosed) tcp.destroy();
        if (!tcp.destroyed) this.#shake(tcp, context);
      });
    });
  }

  #shake(tcp: Socket, secureContext: SecureContext): void {
    const socket = new TLSSocket(tcp, { isServer: true, secureContext, ALPNProtocols: ALPN });
    const forget = this.#watch(socket);
    socket.once("secure", () => {
      forget();
      // As Node's own TLS server says it to those who ask, HTTP/2 among them.
      Object.assign(socket, { secureConnecting: false });
      this.#take(socket, socket.alpnProtocol === "h2");
    });
    socket.resume();
  }

  /** Node's own TLS server leaves a half-open socket to itself that ends within its handshake. */
  #watch(socket: Socket): () => void {
    const forget = (): void => {
      this.#shaking.delete(socket);
      socket.off("error", ignore).off("end", destroy).off("close", forget);
    };
    this.#shaking.set(socket, this.#now + HANDSHAKE_TIMEOUT_MS);
    socket.on("error", ignore).on("end", destroy).on("close", forget);
    return forget;
  }
}

function destroy(this: Socket): void {
  this.destroy();
}

/** A broken connection closes as well. */
function ignore(): void {}
