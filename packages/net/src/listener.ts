import { createServer, type Server, type Socket } from "node:net";
import { createSecureContext, type SecureContext, TLSSocket } from "node:tls";
import { type Turn, Turnstile } from "./turnstile.ts";

/** 10 s for a TLS handshake, as for the first request's head. */
const HANDSHAKE_TIMEOUT_MS = 10_000;
/** In the order of preference (RFC 7301 section 3.2). */
const ALPN = ["h2", "http/1.1"];

/** A certificate with its chain, and its private key, in PEM. */
export interface Certificate {
  readonly cert: string | Buffer;
  readonly key: string | Buffer;
}

/** Who takes a connection, and resumes it when somebody listens to it; `http2`: the client has asked for HTTP/2 by ALPN (RFC 9113 section 3.2). */
export type Take = (socket: Socket, http2: boolean) => void;

/** What a port stands on. */
export interface ListenerOptions {
  /** With one, everything is over TLS. Throws Node's error for what is none. */
  readonly certificate?: Certificate | undefined;
  readonly turn: Turn;
  readonly take: Take;
}

/**
 * A TCP port, with TLS where there is a certificate. Of a crowd that comes at once a bounded number is read from each
 * turn, and the rest wait: handshakes and first requests cost much more than all that is said later.
 */
export class Listener {
  readonly #server: Server;
  readonly #take: Take;
  #context: SecureContext | undefined;
  /** TLS handshakes under way, with their deadline, the nearest first. */
  readonly #shaking = new Map<TLSSocket, number>();
  #now = 0;
  #isClosed = false;

  constructor({ certificate, turn, take }: ListenerOptions) {
    this.#take = take;
    if (certificate !== undefined) this.renew(certificate);
    const turnstile = new Turnstile<Socket>(turn, (socket) => this.#admit(socket));
    // With half-open sockets it is we who say when a connection has had its answer.
    const options = { noDelay: true, allowHalfOpen: true, pauseOnConnect: true };
    this.#server = createServer(options, (socket) => turnstile.come(socket));
  }

  /** Rejects with Node's error when the address cannot be had; answers the port. Later faults are told. */
  async listen(port: number, address: string, fault: (error: unknown) => void): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen({ port, host: address, backlog: 4096 }, () => {
        this.#server.off("error", reject);
        // A connection that could not be taken (no file descriptor left) is no reason to end.
        this.#server.on("error", fault);
        resolve();
      });
    });
    const bound = this.#server.address();
    return typeof bound === "object" && bound !== null ? bound.port : port;
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
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#isClosed = true;
    for (const socket of this.#shaking.keys()) socket.destroy();
    return closed;
  }

  #admit(socket: Socket): void {
    if (this.#isClosed) socket.destroy();
    if (socket.destroyed) return;
    if (this.#context === undefined) this.#take(socket, false);
    else this.#shake(socket, this.#context);
  }

  /** Node's own TLS server leaves a half-open socket to itself that ends within its handshake. */
  #shake(tcp: Socket, secureContext: SecureContext): void {
    const socket = new TLSSocket(tcp, { isServer: true, secureContext, ALPNProtocols: ALPN });
    const forget = (): void => {
      this.#shaking.delete(socket);
      socket.off("error", ignore).off("end", destroy).off("close", forget);
    };
    this.#shaking.set(socket, this.#now + HANDSHAKE_TIMEOUT_MS);
    socket.on("error", ignore).on("end", destroy).on("close", forget);
    socket.once("secure", () => {
      forget();
      // As Node's own TLS server says it to those who ask, HTTP/2 among them.
      Object.assign(socket, { secureConnecting: false });
      this.#take(socket, socket.alpnProtocol === "h2");
    });
    socket.resume();
  }
}

function destroy(this: TLSSocket): void {
  this.destroy();
}

/** A broken connection closes as well. */
function ignore(): void {}
