import { setTimeout as sleep } from "node:timers/promises";
import type { View } from "../transport/ledger.ts";
import { listen } from "../transport/reader.ts";
import { Traffic } from "../transport/traffic.ts";
import { speaker, type Writer } from "../transport/writer.ts";
import type { Place } from "./order.ts";
import { Watch } from "./watch.ts";

/** What is written: 60 bytes, a line of talk. */
const TEXT = "네, 그럼 여섯 시에 홍대입구역에서 봐요";
/** The last message has so long to reach everybody. */
const PATIENCE_MS = 15_000;

/** How the live ones are made. */
export interface LiveParts {
  readonly port: number;
  readonly readers: number;
  fail(error: unknown): void;
}

/** Those who have stayed: some who read over WebSockets, and one who writes. */
export class Live {
  readonly watch: Watch = new Watch();
  /** Of every message that is kept, in order. */
  readonly places: Place[] = [];
  readonly #parts: LiveParts;
  readonly #readers: View[] = [];
  readonly #closed: AbortController = new AbortController();
  #writer: Writer | undefined;

  constructor(parts: LiveParts) {
    this.#parts = parts;
  }

  async open(): Promise<void> {
    const { port, readers, fail } = this.#parts;
    const traffic = new Traffic();
    const answer = await fetch(`http://127.0.0.1:${port}/rooms/bench/log?offset=now`);
    const position = answer.headers.get("stream-next-offset") ?? "-1";
    for (let index = 0; index < readers; index++) {
      const name = `live-${index}`;
      const view = this.watch.reader(name);
      this.#readers.push(view);
      listen({ port, name, position, traffic, view, phase: 0 }, this.#closed.signal).catch(fail);
    }
    this.#writer = await speaker({ port, name: "writer", traffic });
  }

  /** One message after the other, as fast as they are kept. */
  async fill(count: number): Promise<void> {
    for (let index = 0; index < count; index++) await this.#send();
  }

  /** So many a second from now on, whatever becomes of them. */
  async write(rate: number): Promise<void> {
    const started = performance.now();
    for (let index = 0; !this.#closed.signal.aborted; index++) {
      await sleep(Math.max(0, started + (index * 1000) / rate - performance.now()));
      this.#send().catch(this.#parts.fail);
    }
  }

  /** Ends the writing; resolves when everything that was sent has come to every reader. */
  async end(): Promise<void> {
    const until = performance.now() + PATIENCE_MS;
    const { watch } = this;
    this.#send = () => Promise.resolve();
    while (this.#readers.some(({ next }) => next < watch.count) && performance.now() < until) await sleep(10);
    this.#closed.abort();
    if (watch.fault !== undefined) throw new Error(watch.fault);
    if (this.#readers.some(({ next }) => next < watch.count)) throw new Error("a live reader has not got everything");
  }

  #send: () => Promise<void> = async () => {
    const position = await this.#writer?.send({ id: this.watch.sent(), text: TEXT });
    if (position !== undefined)
      this.places.push({ position, offset: Number.parseInt(position.split("_")[1] ?? "", 36) });
  };
}
