import { createServer, type ListenOptions, type Server, type Socket } from "node:net";

/**
 * So many sockets listen on one port, and Linux spreads who comes between them: libuv takes one connection a turn from
 * each, and with one socket a busy server, whose turns are long, would let in one for each of them (docs/performance.md).
 */
const SOCKETS = process.platform === "linux" ? 16 : 1;
/** How many connections wait in the kernel, for each of them. */
const BACKLOG = 4096;

/** A TCP port that is listened on. */
export class Port {
  readonly #connected: (socket: Socket) => void;
  readonly #servers: Server[] = [];
  #opening: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  /** `connected` takes each connection; half-open ones are its to end. */
  constructor(connected: (socket: Socket) => void) {
    this.#connected = connected;
  }

  /** Rejects with Node's error when the address cannot be had; answers the port. Later faults are told. */
  listen(port: number, host: string, fault: (error: unknown) => void): Promise<number> {
    const opening = this.#openAll({ port, host }, fault);
    this.#opening = opening.catch(() => undefined);
    return opening;
  }

  /** Takes no more connections; resolves when the last one has gone. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#opening;
    const servers = this.#servers.splice(0);
    await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))));
  }

  /** What is closed meanwhile has no more sockets than it had then. */
  async #openAll(
    at: { readonly port: number; readonly host: string },
    fault: (error: unknown) => void,
  ): Promise<number> {
    const alone = await this.#open(at, fault);
    const bound = alone.address();
    if (typeof bound !== "object" || bound === null) return at.port;
    if (SOCKETS > 1) await this.#spread(alone, { port: bound.port, host: bound.address }, fault);
    return bound.port;
  }

  /** A port that is shared (SO_REUSEPORT) would be shared with anybody: whether it was free was seen by having it alone. */
  async #spread(alone: Server, at: ListenOptions, fault: (error: unknown) => void): Promise<void> {
    this.#servers.splice(this.#servers.indexOf(alone), 1);
    alone.close();
    try {
      for (let count = 0; count < SOCKETS && !this.#isClosed; count++)
        await this.#open({ ...at, reusePort: true }, fault);
    } catch {
      // A kernel that shares no ports, such as a sandbox's: one socket is enough to be there.
      if (this.#servers.length === 0 && !this.#isClosed) await this.#open(at, fault);
    }
  }

  #open(at: ListenOptions, fault: (error: unknown) => void): Promise<Server> {
    // With half-open sockets it is we who say when a connection has had its answer.
    const server = createServer({ noDelay: true, allowHalfOpen: true }, this.#connected);
    return new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen({ ...at, backlog: BACKLOG }, () => {
        server.off("error", reject);
        // A connection that could not be taken (no file descriptor left) is no reason to end.
        server.on("error", fault);
        this.#servers.push(server);
        resolve(server);
      });
    });
  }
}
