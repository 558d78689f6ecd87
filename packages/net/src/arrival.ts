import type { Socket } from "node:net";
import type { Host } from "@madang/wire";
import { type HttpRefusal, type RequestHead, RequestHeadReader } from "@madang/wire/websocket";
import { type Hearer, hear, unhear } from "./hearing.ts";

/** What a fresh connection turns out to be. */
export interface Doorkeeper {
  readonly host: Host;
  /** Its first bytes are there: it is to be told when to `read` them. */
  spoken(arrival: Arrival): void;
  /** The head of its first request is there. */
  arrived(arrival: Arrival): void;
  /** Whether a connection may begin with HTTP/2 outright (RFC 9113 section 3.3). */
  readonly takesHttp2: boolean;
  /** It is no WebSocket's beginning: the HTTP server is to read it from its first byte on. */
  passOn(arrival: Arrival): void;
  /** It begins as HTTP/2 does. */
  passOnHttp2(arrival: Arrival): void;
  refuse(arrival: Arrival, refusal: HttpRefusal): void;
  gone(arrival: Arrival): void;
}

/** 64 KiB, and one reading more: a client has nothing to say before it is let in. */
const MAX_EARLY_BYTES = 64 * 1024;
const CAPITAL_G = 0x47;
/** How HTTP/2 begins (RFC 9113 section 3.4), as far as it takes to tell it from POST and PUT. */
const PREFACE = Buffer.from("PRI ");
const NOTHING = new Uint8Array(0);

/** A connection whose first request is on its way, or being decided about. */
export class Arrival implements Hearer {
  readonly socket: Socket;
  readonly #keeper: Doorkeeper;
  readonly #reader: RequestHeadReader;
  #isReading = false;
  #head: RequestHead | HttpRefusal | undefined;
  /** What has come before it was to be read, or after the head. */
  #unread: Uint8Array[] | undefined;
  #unreadBytes = 0;

  constructor(socket: Socket, keeper: Doorkeeper) {
    this.socket = socket;
    this.#keeper = keeper;
    this.#reader = new RequestHeadReader(keeper.host);
    hear(socket, this);
  }

  /** Of its first request. Throws before it has arrived. */
  get head(): RequestHead {
    if (this.#head === undefined || "status" in this.#head) throw new Error("the head is not there");
    return this.#head;
  }

  /** All bytes that came so far, the head first. */
  get bytes(): Uint8Array {
    return this.#unread === undefined ? this.#reader.bytes : Buffer.concat([this.#reader.bytes, ...this.#unread]);
  }

  /** What has come after the head. */
  rest(): Uint8Array {
    return this.bytes.subarray(this.head.size);
  }

  /** Leaves the socket to somebody else, with nothing of the arrival on it. */
  release(): void {
    unhear(this.socket);
  }

  receive(bytes: Uint8Array): void {
    if (this.#isReading && this.#head === undefined) this.#read(bytes);
    else this.#keep(bytes);
  }

  /** Its turn has come. */
  read(): void {
    const [first = NOTHING, ...more] = this.#unread ?? [];
    this.#unread = undefined;
    this.#unreadBytes = 0;
    this.#isReading = true;
    this.#read(more.length === 0 ? first : Buffer.concat([first, ...more]));
  }

  /** Nothing has been written yet. */
  flush(): void {}

  end(): void {
    // While it waits or is decided about, whoever gets the connection then will find that it has ended.
    const waits = this.#isReading ? this.#head !== undefined : this.#unread !== undefined;
    if (!waits) this.socket.destroy();
  }

  gone(): void {
    this.#keeper.gone(this);
  }

  #keep(bytes: Uint8Array): void {
    const isFirst = this.#unread === undefined && !this.#isReading;
    this.#unread ??= [];
    this.#unread.push(bytes);
    this.#unreadBytes += bytes.length;
    if (isFirst) this.#keeper.spoken(this);
    else if (this.#unreadBytes > MAX_EARLY_BYTES) this.socket.destroy();
  }

  #read(bytes: Uint8Array): void {
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
    this.#head = head;
    if ("status" in head) this.#keeper.refuse(this, head);
    else this.#keeper.arrived(this);
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
