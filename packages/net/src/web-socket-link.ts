import type { Duplex } from "node:stream";
import type { Admission, CloseCode, Message, Session } from "@madang/wire";
import {
  Connection,
  type ConnectionOptions,
  type DeflateAgreement,
  type Ear,
  type Event,
} from "@madang/wire/websocket";
import { hear } from "./hearing.ts";
import { SessionLink, type SessionTerms } from "./session-link.ts";

/** 400 KiB between two heart-beats, 16 KiB a second: who reads slower than that cannot be told from who is gone. */
const READ_A_BEAT_BYTES = 400 * 1024;
/** 8 MiB of one connection are in the kernels of both sides at most, or little more (Linux: `tcp_wmem` and `tcp_rmem`). */
const MAX_UNREAD_BYTES = 8 * 1024 * 1024;

/** What all connections of one kind share. */
export interface LinkTerms extends SessionTerms {
  /** The machine's. */
  readonly options: ConnectionOptions;
  /** Called once, when the stream is gone. */
  gone(link: WebSocketLink): void;
}

/** How a connection begins. */
export interface LinkStart {
  readonly admission: Admission;
  readonly answer?: Uint8Array | undefined;
}

/** One WebSocket connection over a stream: bytes to the machine, its events to a session, images to the stream. */
export class WebSocketLink extends SessionLink<LinkTerms> implements Ear {
  readonly #machine: Connection;
  readonly #session: Session;
  #hasSaidGoodbye = false;
  #ended = false;
  /** Something has come since the last heart-beat. */
  #heard = true;
  /** Where the last question stands in all that was taken for the peer. */
  #asked = 0;
  /** How far the peer has read of that: a pong has told it, or it is believed. */
  #read = 0;

  /** `answer` to the handshake: what is still to be written before anything of the session's. */
  constructor(stream: Duplex, { admission, answer }: LinkStart, terms: LinkTerms) {
    super(stream, terms);
    this.#machine = new Connection(terms.options);
    if (answer !== undefined) this.queue(answer);
    this.#session = admission.open(this);
    hear(stream, this);
  }

  get deflate(): DeflateAgreement | undefined {
    return this.terms.options.deflate;
  }

  /** `rest`: bytes that a previous reader of the stream took too much of; it may have seen the stream's end as well. */
  begin(rest: Uint8Array): void {
    if (rest.length > 0) this.receive(rest);
    if (this.stream.readableEnded) this.end();
  }

  write(image: Uint8Array): boolean {
    if (this.#machine.state !== "open" || this.#ended) return true;
    this.queue(image);
    return this.takesMore();
  }

  /** What is for this connection alone, so that it may be compressed with what went before it. Answers as `write`. */
  send(message: Message): boolean {
    const isText = typeof message === "string";
    const sent = isText ? this.#machine.sendText(message) : this.#machine.sendBinary(message);
    if (!sent || this.#ended) return true;
    this.#queueOutput();
    return this.takesMore();
  }

  close(code: CloseCode, reason: string): void {
    this.#hasSaidGoodbye = true;
    this.hold(false);
    this.#machine.close(code, reason);
    this.#queueOutput();
  }

  /** True: the peer has been heard of since the last call, or may not have come to the question yet. False: it is silent. */
  beat(): boolean {
    // A question would stand behind what it has yet to take; whether it takes that is asked elsewhere.
    const excused = this.owed > 0 || this.isDeaf;
    if (!this.#heard && !excused) return this.#mayReadOn();
    this.#heard = excused;
    if (excused) return true;
    this.#asked = this.taken;
    if (this.#machine.ping()) this.#queueOutput();
    return true;
  }

  /** Whether the question stands behind more than a slow reader reads between two beats; it has read that much then. */
  #mayReadOn(): boolean {
    const unread = Math.min((this.#asked - this.#read) | 0, MAX_UNREAD_BYTES);
    if (unread < READ_A_BEAT_BYTES) return false;
    this.#read = (this.#asked - unread + READ_A_BEAT_BYTES) | 0;
    return true;
  }

  protected override get session(): Session {
    return this.#session;
  }

  protected override get isParting(): boolean {
    return this.#hasSaidGoodbye;
  }

  protected override flushed(): void {
    if (this.#machine.finished && !this.#ended) {
      this.#ended = true;
      this.stream.end();
    }
    // The kernel took it all in the meantime: no drain event will come.
    if (!this.stream.writableNeedDrain) this.drained();
  }

  /** What the machine tells of. Its own frames go out before the answer to anything that came after them. */
  hear(event: Event): void {
    this.#queueOutput();
    // A peer that only writes is read from all the same, unless it makes us answer.
    if (event.kind === "ping" && this.isFull) this.pause();
    if (event.kind === "pong") this.#read = this.#asked;
    if (event.kind === "closed") this.leave(event.clean ? "goodbye" : "rule");
    if (this.#hasSaidGoodbye || this.hasLeft) return;
    try {
      if (event.kind === "text") this.#session.text(event.text);
      else if (event.kind === "binary") this.#session.binary(event.bytes);
    } catch (error) {
      this.fail(error);
    }
  }

  override receive(bytes: Uint8Array): void {
    // Who does not answer a goodbye is not kept by talking on, and has the time that it has.
    if (this.#machine.state === "open") this.#heard = true;
    this.#machine.read(bytes, this);
  }

  override end(): void {
    this.#machine.ended();
    this.#queueOutput();
  }

  override gone(): void {
    this.#machine.ended();
    this.leave("lost");
    this.terms.gone(this);
  }

  #queueOutput(): void {
    for (const bytes of this.#machine.output()) this.queue(bytes);
    if (this.#machine.finished && !this.#ended && this.isEmpty) this.round.add(this);
  }
}
