import { once } from "node:events";
import type { TestContext } from "node:test";
import { WebSocket } from "ws";
import { openEchoHost } from "../src/echo-host.ts";

/** A raw WebSocket, and what came on it. */
export class RawSocket {
  readonly socket: WebSocket;
  readonly #messages: (string | Buffer)[] = [];
  #taken = 0;
  #isOver = false;
  readonly #news = new EventTarget();

  constructor(url: string) {
    this.socket = new WebSocket(url);
    this.socket.on("message", (data: Buffer, isBinary) => this.#add(isBinary ? data : data.toString()));
    this.socket.on("close", () => this.#end());
    this.socket.on("error", () => this.#end());
  }

  /** The next message; `closed` when there will be none. Pings are passed over unless asked for. */
  async next(withPings = false): Promise<string | Buffer> {
    for (;;) {
      while (this.#taken < this.#messages.length) {
        const message = this.#messages[this.#taken++] ?? "";
        if (withPings || message !== "2") return message;
      }
      if (this.#isOver) return "closed";
      await once(this.#news, "news", { signal: AbortSignal.timeout(5000) });
    }
  }

  /** Everything up to the end. */
  async rest(): Promise<(string | Buffer)[]> {
    const all: (string | Buffer)[] = [];
    for (let message = await this.next(true); message !== "closed"; message = await this.next(true)) all.push(message);
    return all;
  }

  send(message: string | Uint8Array): void {
    this.socket.send(message);
  }

  #add(message: string | Buffer): void {
    this.#messages.push(message);
    this.#news.dispatchEvent(new Event("news"));
  }

  #end(): void {
    this.#isOver = true;
    this.#news.dispatchEvent(new Event("news"));
  }
}

/** One service of an echo host, spoken to raw. */
export interface EchoService {
  get(query: string, init?: RequestInit): Promise<Response>;
  /** Opens a session by polling; its query. */
  poll(): Promise<string>;
  socket(query: string): RawSocket;
  /** A WebSocket whose greeting has been taken. */
  greeted(): Promise<RawSocket>;
}

/** An echo host of this test's own. */
export async function echoService(t: TestContext, path: string): Promise<EchoService> {
  const faults: unknown[] = [];
  const host = await openEchoHost({ host: "127.0.0.1", port: 0, h2cPort: undefined }, (error) => faults.push(error));
  const sockets: RawSocket[] = [];
  t.after(async () => {
    for (const { socket } of sockets) socket.terminate();
    await host.close();
    if (faults.length > 0) throw faults[0];
  });
  const address = `127.0.0.1:${host.port}${path}`;
  const get = (query: string, init?: RequestInit): Promise<Response> => fetch(`http://${address}?${query}`, init);
  const socket = (query: string): RawSocket => {
    const raw = new RawSocket(`ws://${address}?${query}`);
    sockets.push(raw);
    return raw;
  };
  const greeted = async (): Promise<RawSocket> => {
    const raw = socket("EIO=4&transport=websocket");
    await raw.next();
    return raw;
  };
  const poll = async (): Promise<string> => {
    const text = await (await get("EIO=4&transport=polling")).text();
    return `EIO=4&transport=polling&sid=${(JSON.parse(text.slice(1)) as { sid: string }).sid}`;
  };
  return { get, poll, socket, greeted };
}
