import type { Socket } from "node:net";
import type { Gateway, Host, Refusal } from "@madang/wire";
import { plainAddress } from "./address.ts";
import { Crowd } from "./crowd.ts";
import type { EndReason } from "./end-reason.ts";
import { type Certificate, Listener } from "./listener.ts";
import { tcpFraming } from "./tcp-framing.ts";
import { TcpLink, type TcpTerms } from "./tcp-link.ts";
import type { Ticker } from "./ticker.ts";
import type { Turn } from "./turnstile.ts";
import { WriteRound } from "./write-round.ts";

/** 2 s, and up to one more, for what is under way when one side has ended the connection. */
const LINGER_MS = 2000;
const SWEEP_MS = 1000;
/** 60 s before the kernel asks a silent peer whether it is there. */
const KEEP_ALIVE_MS = 60_000;
const CLOSING: Refusal = { status: 503, title: "Service Unavailable", detail: "The server is stopping." };

export interface TcpDoorOptions {
  readonly host: Host;
  readonly turn: Turn;
  readonly ticker: Ticker;
  /** Who speaks on this port. */
  readonly gateway: Gateway;
  /** A refusal in the words of what is spoken. */
  refusal(refusal: Refusal): Uint8Array;
  /** Everything goes over TLS then. */
  readonly certificate?: Certificate | undefined;
  /** Hears of faults that are ours; they cost one connection, not all. */
  fault(error: unknown): void;
}

/** A port on which one protocol is spoken without HTTP: its listener and all its connections. */
export class TcpDoor {
  readonly #options: TcpDoorOptions;
  readonly #listener: Listener;
  readonly #terms: TcpTerms;
  readonly #links: Crowd<TcpLink>;
  /** Those that one side has ended, and refused ones, with the time they have left. */
  readonly #ending = new Map<{ finish(): void }, number>();
  readonly #endSweep: () => void;
  #isClosing = false;

  constructor(options: TcpDoorOptions) {
    const { host, turn, ticker, fault, certificate } = options;
    this.#options = options;
    this.#links = new Crowd(ticker);
    this.#terms = {
      framing: tcpFraming(host),
      round: new WriteRound(turn),
      ending: (link) => this.#linger(link),
      ended: (reason) => this.#links.count(reason),
      gone: (link) => this.#gone(link),
      fault,
    };
    this.#listener = new Listener({ certificate, turn, take: (socket) => void this.#take(socket) });
    this.#endSweep = ticker.every(SWEEP_MS, () => this.#sweep());
  }

  /** Rejects with Node's error when the address cannot be had; answers the port. */
  listen(port: number, address: string): Promise<number> {
    return this.#listener.listen(port, address, this.#options.fault);
  }

  /** Connections that come from now on get this certificate. Throws Node's error for what is none. */
  renew(certificate: Certificate): void {
    this.#listener.renew(certificate);
  }

  get connections(): number {
    return this.#links.size;
  }

  /** How many have ended, by reason. */
  get ended(): ReadonlyMap<EndReason, number> {
    return this.#links.ended;
  }

  /** Takes no more connections, and sends everybody away to come back after a time of its own (milliseconds). */
  async close(after: () => number, why: string): Promise<void> {
    this.#isClosing = true;
    const closed = this.#listener.close();
    await this.#links.sendAway(after, why);
    for (const one of this.#ending.keys()) one.finish();
    await closed;
    this.#endSweep();
  }

  async #take(socket: Socket): Promise<void> {
    const { gateway, fault } = this.#options;
    socket.pause().on("error", ignore).setKeepAlive(true, KEEP_ALIVE_MS);
    try {
      const [path, query, headers] = ["", new Map<string, string>(), new Map<string, string>()];
      const address = plainAddress(socket.remoteAddress ?? "") ?? "";
      const admission = await gateway.admit({ address, path, query, headers, subprotocols: [] });
      if (socket.destroyed) return;
      if (this.#isClosing) this.#refuse(socket, CLOSING);
      else if ("status" in admission) this.#refuse(socket, admission);
      else {
        this.#links.add(new TcpLink(socket, admission, this.#terms));
        socket.resume();
      }
    } catch (error) {
      fault(error);
      socket.destroy();
    }
  }

  #refuse(socket: Socket, refusal: Refusal): void {
    socket.end(this.#options.refusal(refusal));
    socket.resume();
    const refused = { finish: () => socket.destroy() };
    socket.on("close", () => this.#ending.delete(refused));
    this.#linger(refused);
  }

  #linger(one: { finish(): void }): void {
    if (!this.#ending.has(one)) this.#ending.set(one, LINGER_MS / SWEEP_MS);
  }

  #sweep(): void {
    for (const [one, left] of this.#ending) {
      if (left > 0) this.#ending.set(one, left - 1);
      else one.finish();
    }
  }

  #gone(link: TcpLink): void {
    this.#links.delete(link);
    this.#ending.delete(link);
  }
}

/** A broken socket closes as well. */
function ignore(): void {}
