import { once } from "node:events";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";

/** What a sieve keeps back: WebSockets are refused, event streams are held until they end, long polls are cut. */
export type Held = "websocket" | "sse" | "long-poll";

/** A proxy of ours before the real server that lets some transports through and others not, from now on. */
export class Sieve {
  readonly held = new Set<Held>();
  readonly #target: number;
  readonly #server: Server;
  readonly #open = new Map<Duplex, Held>();

  private constructor(target: number) {
    this.#target = target;
    this.#server = createServer((asked, answer) => this.#pass(asked, answer));
    this.#server.on("upgrade", (asked, socket: Socket, head: Buffer) => this.#upgrade(asked, socket, head));
  }

  static async before(target: number): Promise<Sieve> {
    const sieve = new Sieve(target);
    sieve.#server.listen(0, "127.0.0.1");
    await once(sieve.#server, "listening");
    return sieve;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  }

  /** Keeps these back and lets all others through; what is open and is kept back now is cut. */
  hold(...held: readonly Held[]): void {
    this.held.clear();
    for (const each of held) this.held.add(each);
    for (const [socket, by] of this.#open) if (this.held.has(by)) socket.destroy();
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
    for (const socket of this.#open.keys()) socket.destroy();
  }

  #pass(asked: IncomingMessage, answer: ServerResponse): void {
    const [, live] = /[?&]live=(sse|long-poll)/.exec(asked.url ?? "") ?? [];
    const by = live === "sse" || live === "long-poll" ? live : undefined;
    if (by === "long-poll" && this.held.has(by)) {
      asked.socket.destroy();
      return;
    }
    if (by !== undefined) this.#note(asked.socket, by);
    const { method, url, headers } = asked;
    const further = request({ host: "127.0.0.1", port: this.#target, method, path: url, headers }, (got) => {
      if (by === "sse" && this.held.has(by)) return;
      answer.writeHead(got.statusCode ?? 502, got.headers);
      answer.flushHeaders();
      got.pipe(answer);
      got.on("error", () => answer.destroy());
    });
    further.on("error", () => asked.socket.destroy());
    answer.on("close", () => further.destroy());
    asked.pipe(further);
  }

  #upgrade(asked: IncomingMessage, socket: Socket, head: Buffer): void {
    socket.on("error", () => {});
    if (this.held.has("websocket")) {
      socket.end("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
      return;
    }
    this.#note(socket, "websocket");
    const further = connect(this.#target, "127.0.0.1", () => {
      const fields = asked.rawHeaders.flatMap((each, at, all) => (at % 2 === 0 ? [`${each}: ${all[at + 1]}\r\n`] : []));
      further.write(`GET ${asked.url} HTTP/1.1\r\n${fields.join("")}\r\n`);
      further.write(head);
      further.pipe(socket).pipe(further);
    });
    further.on("error", () => socket.destroy());
    socket.on("close", () => further.destroy());
  }

  #note(socket: Duplex, by: Held): void {
    this.#open.set(socket, by);
    socket.once("close", () => this.#open.delete(socket));
  }
}
