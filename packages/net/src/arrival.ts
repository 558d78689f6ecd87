import type { Socket } from "node:net";
import type { Host } from "@madang/wire";
import { type HttpRefusal, type RequestHead, RequestHeadReader } from "@madang/wire/websocket";

/** What a fresh connection turns out to be. */
export interface Doorkeeper {
  readonly host: Host;
  /** The head of its first request is there; the arrival's bytes begin with it. */
  arrived(arrival: Arrival, head: RequestHead): void;
  /** Whether a connection may begin with HTTP/2 outright (RFC 9113 section 3.3). */
  readonly takesHttp2: boolean;
  /** It is no WebSocket's beginning: the HTTP server is to read it from its first byte on. */
  passOn(arrival: Arrival): void;
  /** It begins as HTTP/2 does. */
  passOnHttp2(arrival: Arrival): void;
  refuse(arrival: Arrival, refusal: HttpRefusal): void;
  gone(arrival: Arrival): void;
}

const arrival = Symbol("arrival");
interface ArrivingSocket extends Socket {
  [arrival]: Arrival | undefined;
}

/** 64 KiB: a client has nothing to say before it is let in. */
const MAX_EARLY_BYTES = 64 * 1024;
const CAPITAL_G = 0x47;
/** How HTTP/2 begins (RFC 9113 section 3.4), as far as it takes to tell it from POST and PUT. */
const PREFACE = Buffer.from("PRI ");

/** A connection whose first request is on its way, or being decided about. */
export class Arrival {
  readonly socket: Socket;
  readonly #keeper: Doorkeeper;
  readonly #reader: RequestHeadReader;
  #decided = false;
  readonly #early: Buffer[] = [];
  #earlyBytes = 0;

  constructor(socket: Socket, keeper: Doorkeeper) {
    this.socket = socket;
    this.#keeper = keeper;
    this.#reader = new RequestHeadReader(keeper.host);
    (socket as ArrivingSocket)[arrival] = this;
    socket.on("data", onData).on("end", onEnd).on("error", ignore).on("close", onClose);
  }

  /** All bytes that came so far, the head first. */
  get bytes(): Uint8Array {
    return this.#early.length === 0 ? this.#reader.bytes : Buffer.concat([this.#reader.bytes, ...this.#early]);
  }

  /** Leaves the socket to somebody else, with nothing of the arrival on it. */
  release(): void {
    (this.socket as ArrivingSocket)[arrival] = undefined;
    this.socket.off("data", onData).off("end", onEnd).off("error", ignore).off("close", onClose);
  }

  static received(socket: Socket, bytes: Buffer): void {
    const { [arrival]: self } = socket as ArrivingSocket;
    if (self !== undefined) self.#receive(bytes);
  }

  static ended(socket: Socket): void {
    const { [arrival]: self } = socket as ArrivingSocket;
    // While it is decided about, whoever gets the connection then will find that it has ended.
    if (self !== undefined && !self.#decided) socket.destroy();
  }

  static closed(socket: Socket): void {
    const { [arrival]: self } = socket as ArrivingSocket;
    if (self !== undefined) self.#keeper.gone(self);
  }

  #receive(bytes: Buffer): void {
    if (this.#decided) {
      this.#early.push(bytes);
      this.#earlyBytes += bytes.length;
      if (this.#earlyBytes > MAX_EARLY_BYTES) this.socket.destroy();
      return;
    }
    const head = this.#reader.read(bytes);
    const isHttp2 = this.#keeper.takesHttp2 ? beginsHttp2(this.#reader.bytes) : false;
    if (isHttp2 === undefined) return;
    if (isHttp2) {
      this.#keeper.passOnHttp2(this);
      return;
    }
    // Only GET opens a WebSocket: what begins in another way need not be waited for.
    if (head === undefined) {
      if (this.#reader.bytes[0] !== CAPITAL_G) this.#keeper.passOn(this);
      return;
    }
    this.#decided = true;
    if ("status" in head) this.#keeper.refuse(this, head);
    else this.#keeper.arrived(this, head);
  }
}

/** Undefined while that cannot be said. */
function beginsHttp2(bytes: Uint8Array): boolean | undefined {
  for (let at = 0; at < PREFACE.length; at++) {
    if (at === bytes.length) return undefined;
    if (bytes[at] !== PREFACE[at]) return false;
  }
  return true;
}

function onData(this: Socket, bytes: Buffer): void {
  Arrival.received(this, bytes);
}

function onEnd(this: Socket): void {
  Arrival.ended(this);
}

function onClose(this: Socket): void {
  Arrival.closed(this);
}

/** A broken connection closes as well. */
function ignore(): void {}
