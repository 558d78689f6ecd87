import type { Duplex } from "node:stream";
import type { Admission, Carrier, CloseCode, Framing, Message, Session } from "@madang/wire";
import {
  Connection,
  type ConnectionOptions,
  type DeflateAgreement,
  type Ear,
  type Event,
} from "@madang/wire/websocket";
import type { EndReason } from "./end-reason.ts";
import { Outflow } from "./outflow.ts";
import { reset } from "./reset.ts";
import type { WriteRound } from "./write-round.ts";

/** What all connections of one kind share. */
export interface LinkTerms {
  readonly framing: Framing;
  /** The machine's. */
  readonly options: ConnectionOptions;
  readonly round: WriteRound;
  /** Called once, when the stream is gone. */
  gone(link: WebSocketLink): void;
  /** Called once, with the goodbye or with the stream's end, whichever is first. */
  ended(reason: EndReason): void;
  /** Hears what a session threw; its connection ends with 1011, the others go on. */
  fault(error: unknown): void;
}

const link = Symbol("link");

/** A stream with its link on it: listeners are shared by all connections instead of closing over one each. */
interface LinkedStream extends Duplex {
  [link]: WebSocketLink;
}

/** One WebSocket connection over a stream: bytes to the machine, its events to a session, images to the stream. */
export class WebSocketLink extends Outflow implements Carrier, Ear {
  readonly #terms: LinkTerms;
  readonly #machine: Connection;
  readonly #session: Session;
  /** A `write` was answered with false, and `drained` not yet called. */
  #owesDrained = false;
  /** The peer asks for more than it reads: it is not read from until the stream has drained. */
  #isPaused = false;
  #isHeld = false;
  #hasSaidGoodbye = false;
  #ended = false;
  #left = false;
  /** Something has come since the last heart-beat. */
  #heard = true;

  constructor(stream: Duplex, admission: Admission, terms: LinkTerms) {
    super(stream);
    this.#terms = terms;
    this.#machine = new Connection(terms.options);
    this.#session = admission.open(this);
    (stream as LinkedStream)[link] = this;
    stream.on("data", onData).on("drain", onDrain).on("end", onEnd).on("error", ignore).on("close", onClose);
  }

  get framing(): Framing {
    return this.#terms.framing;
  }

  get deflate(): DeflateAgreement | undefined {
    return this.#terms.options.deflate;
  }

  /** `rest`: bytes that a previous reader of the stream took too much of; it may have seen the stream's end as well. */
  begin(rest: Uint8Array): void {
    if (rest.length > 0) this.#receive(rest);
    if (this.stream.readableEnded) this.#end();
  }

  write(image: Uint8Array): boolean {
    if (this.#machine.state !== "open" || this.#ended) return true;
    this.queue(image);
    return this.#isTaken();
  }

  /** What is for this connection alone, so that it may be compressed with what went before it. Answers as `write`. */
  send(message: Message): boolean {
    const isText = typeof message === "string";
    const sent = isText ? this.#machine.sendText(message) : this.#machine.sendBinary(message);
    if (!sent || this.#ended) return true;
    this.#queueOutput();
    return this.#isTaken();
  }

  #isTaken(): boolean {
    if (!this.isFull) return true;
    // A session that writes on to a full connection answers a peer that does not read the answers.
    if (this.#owesDrained) this.#pause();
    this.#owesDrained = true;
    return false;
  }

  close(code: CloseCode, reason: string): void {
    this.#hasSaidGoodbye = true;
    this.#machine.close(code, reason);
    this.#queueOutput();
  }

  hold(on: boolean): void {
    this.#isHeld = on;
    if (on) this.stream.pause();
    else if (!this.#isPaused) this.stream.resume();
  }

  /** Lets the session say goodbye. */
  farewell(after: number, why: string): void {
    if (this.#left || this.#hasSaidGoodbye) return;
    try {
      this.#session.farewell(after, why);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Ends the stream at once, without a word. */
  reset(reason: EndReason): void {
    this.#leave(reason);
    reset(this.stream);
  }

  /** True: the peer has been heard of since the last call, or is asked now. False: it was asked before and is silent. */
  beat(): boolean {
    // A question would stand behind what it has yet to take; whether it takes that is asked elsewhere.
    const alive = this.#heard || this.owed > 0;
    this.#heard = this.owed > 0;
    if (alive && !this.#heard && this.#machine.ping()) this.#queueOutput();
    return alive;
  }

  protected override get round(): WriteRound {
    return this.#terms.round;
  }

  protected override flushed(): void {
    if (this.#machine.finished && !this.#ended) {
      this.#ended = true;
      this.stream.end();
    }
    // The kernel took it all in the meantime: no drain event will come.
    if (!this.stream.writableNeedDrain) this.#drained();
  }

  /** What the machine tells of. Its own frames go out before the answer to anything that came after them. */
  hear(event: Event): void {
    this.#queueOutput();
    // A peer that only writes is read from all the same, unless it makes us answer.
    if (event.kind === "ping" && this.isFull) this.#pause();
    if (event.kind === "closed") this.#leave(event.clean ? "goodbye" : "rule");
    if (this.#hasSaidGoodbye || this.#left) return;
    try {
      if (event.kind === "text") this.#session.text(event.text);
      else if (event.kind === "binary") this.#session.binary(event.bytes);
    } catch (error) {
      this.#fail(error);
    }
  }

  #receive(bytes: Uint8Array): void {
    // Who does not answer a goodbye is not kept by talking on.
    this.#heard = this.#machine.state === "open";
    this.#machine.read(bytes, this);
  }

  #queueOutput(): void {
    for (const bytes of this.#machine.output()) this.queue(bytes);
    if (this.#machine.finished && !this.#ended && this.isEmpty) this.#terms.round.add(this);
  }

  #end(): void {
    this.#machine.ended();
    this.#queueOutput();
  }

  /** The session ends with the goodbye, whatever becomes of the stream. */
  #leave(reason: EndReason): void {
    if (this.#left) return;
    this.#left = true;
    this.#terms.ended(reason);
    try {
      this.#session.closed();
    } catch (error) {
      this.#terms.fault(error);
    }
  }

  #drained(): void {
    if (this.#isPaused) {
      this.#isPaused = false;
      if (!this.#isHeld) this.stream.resume();
    }
    if (!this.#owesDrained) return;
    this.#owesDrained = false;
    if (this.#left) return;
    try {
      this.#session.drained();
    } catch (error) {
      this.#fail(error);
    }
  }

  #pause(): void {
    this.#isPaused = true;
    this.stream.pause();
  }

  #fail(error: unknown): void {
    this.#terms.fault(error);
    this.close(1011, "the server met a fault of its own");
  }

  static received(stream: Duplex, bytes: Uint8Array): void {
    (stream as LinkedStream)[link].#receive(bytes);
  }

  static drained(stream: Duplex): void {
    (stream as LinkedStream)[link].flush();
  }

  static ended(stream: Duplex): void {
    (stream as LinkedStream)[link].#end();
  }

  static closed(stream: Duplex): void {
    const { [link]: self } = stream as LinkedStream;
    self.#machine.ended();
    self.#leave("lost");
    self.#terms.gone(self);
  }
}

function onData(this: Duplex, bytes: Uint8Array): void {
  WebSocketLink.received(this, bytes);
}

function onDrain(this: Duplex): void {
  WebSocketLink.drained(this);
}

function onEnd(this: Duplex): void {
  WebSocketLink.ended(this);
}

function onClose(this: Duplex): void {
  WebSocketLink.closed(this);
}

/** A broken stream closes as well, and that is where it is handled. */
function ignore(): void {}
