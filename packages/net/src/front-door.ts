import type { Server as HttpServer, IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { type Admission, type Eventual, type Host, soon } from "@madang/wire";
import {
  type DeflatePolicy,
  type Handshake,
  type HandshakeRequest,
  type HttpRefusal,
  hasToken,
  judgeHandshake,
  spellHandshake,
} from "@madang/wire/websocket";
import { Arrival, type Doorkeeper } from "./arrival.ts";
import type { Request } from "./caller.ts";
import type { EndReason } from "./end-reason.ts";
import { Http2Door } from "./http2-door.ts";
import { type Certificate, Listener } from "./listener.ts";
import { Reception, type ReceptionOptions } from "./reception.ts";
import type { Ticker } from "./ticker.ts";
import { TurnedAway } from "./turned-away.ts";
import { type Turn, Turnstile } from "./turnstile.ts";
import { WebSocketLinks } from "./web-socket-links.ts";

/** 10 s from the connection to the end of its first request's head. */
const HEAD_TIMEOUT_MS = 10_000;
const SWEEP_MS = 1000;
/** At the end, HTTP connections get this long for what they are at, looked at so often. */
const HTTP_END_MS = 3000;
const HTTP_LOOK_MS = 50;

export interface FrontDoorOptions extends ReceptionOptions {
  readonly host: Host;
  readonly turn: Turn;
  readonly ticker: Ticker;
  /** Answers every request that opens no WebSocket: a `plainHttpServer`. */
  readonly http: HttpServer;
  /** What becomes of offers to compress; nothing is compressed without it. */
  readonly deflate?: DeflatePolicy | undefined;
  /** Everything goes over TLS then, HTTP/2 for those who ask for it by ALPN. */
  readonly certificate?: Certificate | undefined;
  /** Without TLS: whether a client may begin with HTTP/2, knowing that it is spoken here (RFC 9113 section 3.3). */
  readonly clearHttp2?: boolean;
  /** Whether, for this target, the HTTP server has an answer of its own to upgrades with another method than GET. */
  refuses?(target: string): boolean;
}

/** An upgrade request, whoever has read it. */
interface Upgrade {
  readonly socket: Socket;
  readonly head: HandshakeRequest & Pick<Request, "target">;
  /** What has come after the head. */
  rest(): Uint8Array;
  /** Takes off the socket whoever has heard it so far. */
  release(): void;
}

interface Admitted {
  readonly handshake: Handshake;
  readonly admission: Admission;
}

/** The one listener: it reads WebSocket upgrades itself and hands every other connection to the HTTP server. */
export class FrontDoor implements Doorkeeper {
  readonly host: Host;
  readonly takesHttp2: boolean;
  readonly #options: FrontDoorOptions;
  readonly #listener: Listener;
  /** A first request is much more work than a message: those who are here are served between those who come. */
  readonly #turnstile: Turnstile<Arrival>;
  readonly #reception: Reception;
  readonly #http2: Http2Door;
  readonly #links: WebSocketLinks;
  /** Connections whose first request is not complete, with their deadline, the nearest first. */
  readonly #arriving = new Map<Arrival, number>();
  readonly #turnedAway: TurnedAway;
  readonly #endSweep: () => void;
  #now = 0;

  constructor(options: FrontDoorOptions) {
    this.host = options.host;
    this.#options = options;
    this.takesHttp2 = options.clearHttp2 ?? false;
    this.#links = new WebSocketLinks(options);
    this.#reception = new Reception(options);
    this.#turnedAway = new TurnedAway(options.host);
    this.#turnstile = new Turnstile(options.turn, (arrival) => this.#meet(arrival));
    this.#http2 = new Http2Door({
      reception: this.#reception,
      links: this.#links,
      turn: options.turn,
      answer: (request, response) => void options.http.emit("request", request, response),
      fault: options.fault,
    });
    const take = (socket: Socket, http2: boolean): void => {
      if (http2) this.#http2.take(socket.pause());
      else this.#arriving.set(new Arrival(socket, this), this.#now + HEAD_TIMEOUT_MS);
    };
    this.#listener = new Listener({ certificate: options.certificate, turn: options.turn, take });
    options.http.on("upgrade", (request, socket, rest) => this.#upgradeFromHttp(request, socket as Socket, rest));
    this.#endSweep = options.ticker.every(SWEEP_MS, () => this.#sweep());
  }

  /** Rejects with Node's error when the address cannot be had; answers the port. */
  listen(port: number, address: string): Promise<number> {
    return this.#listener.listen(port, address, this.#options.fault);
  }

  /** Connections that come from now on get this certificate. Throws Node's error for what is none. */
  renew(certificate: Certificate): void {
    this.#listener.renew(certificate);
  }

  /** How many WebSocket connections there are. */
  get connections(): number {
    return this.#links.size;
  }

  /** How many have ended, by reason. */
  get ended(): ReadonlyMap<EndReason, number> {
    return this.#links.ended;
  }

  /**
   * Takes no more connections, sends every WebSocket away to come back after a time of its own (milliseconds), and waits
   * for their ends.
   */
  async close(after: () => number, why: string): Promise<void> {
    this.#reception.close();
    const closed = this.#listener.close();
    this.#http2.goAway();
    for (const arrival of this.#arriving.keys()) arrival.socket.destroy();
    await this.#links.close(after, why);
    const endHttp = this.#endHttp();
    await closed;
    endHttp();
    this.#endSweep();
  }

  spoken(arrival: Arrival): void {
    if (!this.#turnstile.come(arrival)) arrival.socket.pause();
  }

  arrived(arrival: Arrival): void {
    this.#arriving.delete(arrival);
    const { method, target, headers } = arrival.head;
    const isPlain = method !== "GET" && this.#options.refuses?.(target) === true;
    if (isPlain || !hasToken(headers.get("upgrade"), "websocket")) this.passOn(arrival);
    else this.#decide(arrival);
  }

  passOn(arrival: Arrival): void {
    this.#giveBack(arrival);
    this.#options.http.emit("connection", arrival.socket);
    arrival.socket.resume();
  }

  passOnHttp2(arrival: Arrival): void {
    this.#giveBack(arrival);
    this.#http2.take(arrival.socket);
  }

  refuse(arrival: Arrival, refusal: HttpRefusal): void {
    this.#arriving.delete(arrival);
    arrival.release();
    this.#turnedAway.add(arrival.socket, refusal, this.#now);
  }

  gone(arrival: Arrival): void {
    this.#arriving.delete(arrival);
  }

  /** Whoever reads the connection next begins with its first byte. */
  #giveBack(arrival: Arrival): void {
    this.#arriving.delete(arrival);
    arrival.release();
    arrival.socket.pause();
    arrival.socket.unshift(arrival.bytes);
  }

  #meet(arrival: Arrival): void {
    // It may have gone, or its time may have passed, while others were let in before it.
    if (!this.#arriving.has(arrival)) return;
    if (arrival.socket.isPaused()) arrival.socket.resume();
    arrival.read();
  }

  /** A connection that the HTTP server has kept alive, or one that a proxy reuses, may ask for an upgrade as well. */
  #upgradeFromHttp(request: IncomingMessage, socket: Socket, rest: Buffer): void {
    const { method = "", url: target = "", httpVersion: version } = request;
    const headers = new Map(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    socket.on("error", destroy);
    const release = (): void => void socket.off("error", destroy);
    this.#decide({ socket, head: { method, target, version, headers }, rest: () => rest, release });
  }

  #decide(upgrade: Upgrade): void {
    const fault = (error: unknown): void => {
      this.#options.fault(error);
      upgrade.socket.destroy();
    };
    try {
      const outcome = this.#admit(upgrade);
      if (outcome instanceof Promise) outcome.then((found) => this.#conclude(upgrade, found)).catch(fault);
      else this.#conclude(upgrade, outcome);
    } catch (error) {
      fault(error);
    }
  }

  #admit({ head, socket }: Upgrade): Eventual<Admitted | HttpRefusal> {
    const handshake = judgeHandshake(head, this.host);
    if ("status" in handshake) return handshake;
    const { target, headers } = head;
    const request = { target, headers, remote: socket.remoteAddress };
    return soon(this.#reception.admit(request, handshake.subprotocols), (admission) =>
      "status" in admission ? admission : { handshake, admission },
    );
  }

  #conclude(upgrade: Upgrade, outcome: Admitted | HttpRefusal): void {
    const { socket } = upgrade;
    if (socket.destroyed) return;
    if ("status" in outcome) {
      upgrade.release();
      this.#turnedAway.add(socket, outcome, this.#now);
      return;
    }
    const { handshake, admission } = outcome;
    const deflate = this.#links.agree(handshake.extensions, admission);
    const extensions = deflate === undefined ? [] : [deflate.response];
    const answer = spellHandshake(handshake, { subprotocol: admission.subprotocol, extensions }, this.host);
    this.#links.open(socket, { admission, deflate, rest: upgrade.rest(), answer });
  }

  #sweep(): void {
    this.#now += SWEEP_MS;
    this.#listener.sweep(this.#now);
    for (const [arrival, deadline] of this.#arriving) {
      if (deadline > this.#now) break;
      const detail = `The request's head did not come within ${HEAD_TIMEOUT_MS / 1000} s.`;
      this.refuse(arrival, { status: 408, title: "Request Timeout", detail });
    }
    this.#turnedAway.sweep(this.#now);
  }

  /** Closes HTTP connections as they fall idle, and all of them in the end; answers what stops that. */
  #endHttp(): () => void {
    const { http, ticker } = this.#options;
    http.close();
    let left = HTTP_END_MS / HTTP_LOOK_MS;
    return ticker.every(HTTP_LOOK_MS, () => {
      left--;
      if (left > 0) http.closeIdleConnections();
      else http.closeAllConnections();
      if (left <= 0) this.#http2.destroyAll();
      this.#turnedAway.sweep(left > 0 ? this.#now : Number.POSITIVE_INFINITY);
    });
  }
}

function destroy(this: Socket): void {
  this.destroy();
}
