import type { Admission, Carrier, CloseCode, Framing, Host, Message, Session } from "@madang/wire";
import {
  type CloseReason,
  Session as EngineSession,
  MAX_WAITING,
  type Packet,
  packetFrame,
  readPayload,
  type SessionOptions,
  type Step,
  type Transport,
} from "@madang/wire/engineio";
import type { Gathering, WriteRound } from "../write-round.ts";
import { errorReply, joined, pollReply, postReply } from "./engine-reply.ts";
import { Exchange } from "./exchange.ts";
import type { Timed } from "./wheel.ts";

/** 64 KiB that no poll has come for: whoever reads a log for this client stops until one has. */
export const HIGH_WATER_BYTES: number = 64 * 1024;

/** What all sessions share. */
export interface EngineTerms {
  readonly host: Host;
  readonly options: SessionOptions;
  readonly round: WriteRound;
  /** How messages become parts of a poll's answer. */
  readonly polling: Framing;
  /** The same for a WebSocket, one object for all that are alike. */
  socketFraming(under: Framing): Framing;
  now(): number;
  /** The session's deadline has become nearer. */
  hurry(link: EngineLink): void;
  /** Called once: the session's id means nothing any more. */
  gone(link: EngineLink): void;
  /** Hears what a session threw; its connection ends, the others go on. */
  fault(error: unknown): void;
}

type End = Exchange | Carrier;

/** One Engine.IO session as a carrier: over polls, over a WebSocket, and from the one to the other. */
export class EngineLink implements Carrier, Gathering, Timed {
  readonly sid: string;
  readonly #terms: EngineTerms;
  readonly #engine: EngineSession<End, Uint8Array>;
  #session: Session | undefined;
  /** The WebSocket that messages go over; none while it polls. */
  #socket: Carrier | undefined;
  #framing: Framing;
  /** Images for the next poll, and their lengths together. */
  #waiting: Uint8Array[] | undefined;
  #waitingBytes = 0;
  /** A `write` was answered with false, and `drained` not yet called. */
  #owesDrained = false;
  #isHeld = false;
  /** What came in one payload or one read behind the message over which the session called for a hold. */
  #unheard: Message[] | undefined;
  /** The POST whose answer is held back. */
  #owed: Exchange | undefined;
  #goodbye: { readonly code: CloseCode; readonly reason: string } | undefined;

  constructor(sid: string, terms: EngineTerms) {
    this.sid = sid;
    this.#terms = terms;
    this.#framing = terms.polling;
    this.#engine = new EngineSession(terms.now(), terms.options);
  }

  get framing(): Framing {
    return this.#framing;
  }

  get isDeaf(): boolean {
    return this.#isHeld || this.#socket?.isDeaf === true;
  }

  get transport(): Transport {
    return this.#engine.transport;
  }

  get deadline(): number | undefined {
    return this.#engine.deadline;
  }

  get isTimeUp(): boolean {
    return this.#engine.isTimeUp;
  }

  /** Answers the request that began the session, or greets over the WebSocket; then lets the gateway speak. */
  begin(end: End, admission: Admission): void {
    if (!(end instanceof Exchange)) this.#use(end);
    this.#do(this.#engine.open(this.sid, end instanceof Exchange ? "polling" : "websocket", end));
    this.#session = admission.open(this);
  }

  write(image: Uint8Array): boolean {
    if (this.#socket !== undefined) return this.#socket.write(image);
    if (this.#engine.state !== "open") return true;
    if (this.#waiting === undefined) {
      this.#waiting = [];
      this.#terms.round.add(this);
    }
    this.#waiting.push(image);
    this.#waitingBytes += image.length;
    if (this.#waitingBytes < HIGH_WATER_BYTES) return true;
    this.#owesDrained = true;
    // A client that asks and does not come for the answers: the engine ends that.
    if (this.#waitingBytes > MAX_WAITING) this.#give();
    return false;
  }

  /** Over polls, a POST has no answer until it is called with false: the client sends no other one before that. */
  hold(on: boolean): void {
    this.#isHeld = on;
    if (!on) this.#hearOn();
    // What it has just heard may have called for a hold again.
    if (this.#isHeld !== on) return;
    this.#socket?.hold?.(on);
    if (on) return;
    this.#engine.excuse(this.#terms.now());
    this.#acknowledge();
  }

  close(code: CloseCode, reason: string): void {
    this.#goodbye ??= { code, reason };
    this.#give();
    this.#do(this.#engine.close(this.#terms.now()));
    this.#terms.hurry(this);
  }

  /** The turn's end: what it has brought goes out with the poll that waits, or waits for the next one. */
  flush(): void {
    if (this.#engine.ready) this.#give();
  }

  poll(exchange: Exchange): void {
    // In one answer with what the engine has to say.
    this.#give();
    this.#do(this.#engine.poll(exchange, this.#terms.now()));
    this.#drained();
  }

  /** A POST whose body is still to come. */
  postBegins(exchange: Exchange, contentType: string): void {
    this.#do(this.#engine.postBegins(exchange, contentType, this.#terms.now()));
  }

  postEnds(exchange: Exchange, body: string): void {
    this.#do(this.#engine.postEnds(exchange, body, this.#terms.now()));
  }

  /** A POST was refused. */
  postOver(exchange: Exchange): void {
    this.#engine.postOver(exchange);
  }

  /** A WebSocket came with the session's id. */
  upgrade(socket: Carrier): void {
    this.#do(this.#engine.upgrade(socket, this.#terms.now()));
    this.#terms.hurry(this);
  }

  frame(socket: Carrier, message: Message): void {
    // What waits for a poll that will not come goes over the WebSocket, before anything later.
    if (this.#socket === undefined) this.#give();
    this.#do(this.#engine.frame(socket, message, this.#terms.now()));
  }

  lost(end: End): void {
    this.#do(this.#engine.lost(end));
  }

  tick(now: number): void {
    // Who polls shows by that to be there, also while its POST is held.
    if (this.isDeaf && (this.#socket !== undefined || this.#engine.ready)) this.#engine.excuse(now);
    this.#do(this.#engine.tick(now));
  }

  /** The WebSocket takes bytes again. */
  drained(socket: Carrier): void {
    if (socket === this.#socket) this.#session?.drained();
  }

  /** Lets the session say goodbye. */
  farewell(after: number, why: string): void {
    this.#session?.farewell(after, why);
  }

  #give(): void {
    const waiting = this.#waiting;
    if (waiting === undefined) return;
    this.#waiting = undefined;
    this.#waitingBytes = 0;
    this.#do(this.#engine.send(joined(waiting)));
  }

  #do(steps: readonly Step<End, Uint8Array>[]): void {
    for (const step of steps) {
      try {
        this.#step(step);
      } catch (error) {
        this.#fail(error);
      }
    }
  }

  #fail(error: unknown): void {
    this.#terms.fault(error);
    this.close(1011, "the server met a fault of its own");
  }

  #step(step: Step<End, Uint8Array>): void {
    const { host } = this.#terms;
    switch (step.kind) {
      case "packets":
        if (step.to instanceof Exchange) step.to.give(pollReply(step.packets, host));
        else step.to.write(this.#socketImage(step.to, step.packets));
        break;
      case "ok":
        if (step.to instanceof Exchange) this.#posted(step.to);
        break;
      case "refuse":
        if (step.to instanceof Exchange) step.to.give(errorReply(step.error, host));
        break;
      case "end":
        if (!(step.to instanceof Exchange)) this.#end(step.to);
        break;
      case "message":
        if (this.#isHeld) {
          this.#unheard ??= [];
          this.#unheard.push(step.data);
        } else this.#hear(step.data);
        break;
      case "upgraded":
        if (!(step.to instanceof Exchange)) this.#use(step.to);
        this.#session?.reframed?.();
        break;
      case "ready":
        this.#ready();
        break;
      case "closed":
        this.#closed(step.reason);
    }
  }

  #hear(data: Message): void {
    if (typeof data === "string") this.#session?.text(data);
    else this.#session?.binary(data);
  }

  /** As far as the session takes it. */
  #hearOn(): void {
    const unheard = this.#unheard;
    if (unheard === undefined) return;
    this.#unheard = undefined;
    for (const [index, data] of unheard.entries()) {
      if (this.#isHeld) {
        this.#unheard = unheard.slice(index);
        return;
      }
      this.#hear(data);
    }
  }

  #posted(exchange: Exchange): void {
    this.#owed = exchange;
    if (this.#isHeld) this.#engine.postHeld(exchange);
    else this.#acknowledge();
  }

  #acknowledge(): void {
    const owed = this.#owed;
    if (owed === undefined) return;
    this.#owed = undefined;
    this.#engine.postOver(owed);
    owed.give(postReply(this.#terms.host));
  }

  #use(socket: Carrier): void {
    this.#socket = socket;
    if (this.#isHeld) socket.hold?.(true);
    this.#framing = this.#terms.socketFraming(socket.framing);
  }

  #end(socket: Carrier): void {
    const { code, reason } = this.#goodbye ?? { code: 1000, reason: "" };
    socket.close(code, reason);
  }

  #ready(): void {
    this.#give();
    this.#drained();
  }

  #drained(): void {
    if (!this.#owesDrained || this.#waiting !== undefined) return;
    this.#owesDrained = false;
    try {
      this.#session?.drained();
    } catch (error) {
      this.#fail(error);
    }
  }

  #closed(reason: CloseReason): void {
    this.#goodbye ??= { code: 1000, reason };
    this.#waiting = undefined;
    this.#unheard = undefined;
    this.#owesDrained = false;
    this.#acknowledge();
    this.#terms.gone(this);
    this.#session?.closed();
  }

  /** Packets for a WebSocket; messages that waited for a poll are parts of payloads. */
  #socketImage(socket: Carrier, packets: readonly Packet<Uint8Array>[]): Uint8Array {
    const { host } = this.#terms;
    const frames = packets.flatMap((packet) =>
      packet.type === "message" ? readPayload(host.decode(packet.data)).packets.map(packetFrame) : packetFrame(packet),
    );
    return socket.framing.frame(frames);
  }
}
