import type { Host } from "../host.ts";
import { ByteBuffer } from "../websocket/byte-buffer.ts";
import { UsageError } from "../websocket/usage-error.ts";
import { readConnect } from "./connect-request.ts";
import { errorFrame } from "./error-frame.ts";
import type { Event } from "./event.ts";
import { type Frame, type Headers, header, NO_BODY } from "./frame.ts";
import { FRAME_LIMITS, FRAME_LIMITS_BEFORE_LOGIN, type FrameLimits } from "./frame-limits.ts";
import { FrameReader } from "./frame-reader.ts";
import { BEAT, FrameSpelling } from "./frame-spelling.ts";
import { Interpreter, type InterpreterRules } from "./interpreter.ts";
import { LifeSigns } from "./life-signs.ts";
import { connectedFrame, type HeartBeat, type Pulse } from "./negotiation.ts";
import { type Particulars, PeerError } from "./peer-error.ts";
import { Receipts } from "./receipts.ts";
import { after, type State } from "./state.ts";
import type { Version } from "./version.ts";

/** 10 s from the first byte that could come to a whole CONNECT. */
export const LOGIN_WITHIN_MS = 10_000;
/** Bytes that a client sends behind its CONNECT without waiting for CONNECTED, as 1.0 clients do. */
export const MAX_HELD_BYTES = 16_384;
/** 10 s each way: what the stock clients propose. A client may ask for slower beats, not for faster ones. */
export const SERVER_HEART_BEAT: HeartBeat = Object.freeze({ send: 10_000, want: 10_000 });

/** Kept by reference: make one frozen object for all connections that are alike. Each bound has its default above. */
export interface ServerOptions extends Omit<InterpreterRules, "version"> {
  readonly host: Host;
  readonly heartBeat?: HeartBeat;
  readonly limits?: FrameLimits;
  readonly limitsBeforeLogin?: FrameLimits;
  readonly loginWithinMs?: number;
  readonly maxHeldBytes?: number;
  readonly maxUnhandled?: number;
}

const NO_EVENTS: readonly Event[] = Object.freeze<Event[]>([]);
const NO_OUTPUT: readonly Uint8Array[] = Object.freeze<Uint8Array[]>([]);

/**
 * The server's side of one STOMP connection, over any carrier of bytes, without I/O and without knowing what a
 * destination is. Times are milliseconds of any one clock.
 *
 * Its owner hands in what came, handles the events, writes `output()` after every call, ends the connection when
 * `finished` says so, and calls `tick` at `deadline`. MESSAGEs bypass it: they may be written while `state` is `open`
 * or `leaving`.
 */
export class ServerConnection {
  readonly #options: ServerOptions;
  readonly #reader: FrameReader;
  readonly #openedAt: number;
  #state: State = "waiting";
  #finished = false;
  #toldClosed = false;
  #pulse: Pulse | undefined;
  #held: ByteBuffer | undefined;
  #life: LifeSigns | undefined;
  #interpreter: Interpreter | undefined;
  #receipts: Receipts | undefined;
  /** The `receipt` of the frame that is being looked at. */
  #receipt: string | undefined;
  #output: Uint8Array[] | undefined;

  constructor(options: ServerOptions, now: number) {
    this.#options = options;
    this.#openedAt = now;
    this.#reader = new FrameReader(options.host, options.limitsBeforeLogin ?? FRAME_LIMITS_BEFORE_LOGIN);
  }

  get state(): State {
    return this.#state;
  }

  /** Agreed on when `connect` is told. */
  get version(): Version | undefined {
    return this.#reader.version;
  }

  /** Write `output()`, give it time to leave, and end the connection (STOMP 1.2 "Connection Lingering"). */
  get finished(): boolean {
    return this.#finished;
  }

  /** Frames that the owner has to answer for: when there are many, it should read no more for a while. */
  get unhandled(): number {
    return this.#receipts?.unhandled ?? 0;
  }

  /** The receipt that a frame which is not handled has asked for. */
  receiptOf(frame: number): string | undefined {
    return this.#receipts?.receiptOf(frame);
  }

  /** What the next bytes of the stream mean, in order. Never throws for what a client sent. Keeps no hold of `bytes`. */
  receive(bytes: Uint8Array, now: number): readonly Event[] {
    this.#life?.heard(now);
    if (this.#state === "deciding") return this.#guard(() => this.#hold(bytes));
    if (this.#state !== "waiting" && this.#state !== "open") return NO_EVENTS;
    return this.#guard((events) => this.#read(bytes, events));
  }

  /**
   * Lets the client in; `more` goes into CONNECTED: `session`, `server`, `user-name`. Answers what was held back
   * meanwhile. Nothing happens when the connection is over. Throws `UsageError` when nobody has asked.
   */
  accept(now: number, more: Headers = []): readonly Event[] {
    const { version } = this.#reader;
    if (this.#state === "waiting" || this.#state === "open") throw new UsageError("there is no login to decide on");
    if (this.#state !== "deciding" || version === undefined || this.#pulse === undefined) return NO_EVENTS;
    this.#state = after(this.#state, "accepted");
    this.#reader.limits = this.#options.limits ?? FRAME_LIMITS;
    this.#life = new LifeSigns(this.#pulse, now);
    this.#receipts = new Receipts(this.#options.maxUnhandled);
    this.#interpreter = new Interpreter({ ...this.#options, version });
    this.#say(connectedFrame(version, this.#options.heartBeat ?? SERVER_HEART_BEAT, more));
    const held = this.#held?.take() ?? NO_BODY;
    this.#held = undefined;
    return this.#guard((events) => this.#read(held, events));
  }

  /** Turns the client away: an ERROR, then the end (STOMP 1.2 "Connecting"). */
  refuse(message: string, details?: string): void {
    this.fail(undefined, message, details);
  }

  /** Durable, joined, left: RECEIPTs are in `output()`, its own with `more`. False: the owner says that it was not done. */
  handled(frame: number, more: Headers | false = []): void {
    if (this.#state === "closed") return;
    for (const headers of this.#receipts?.handled(frame, more) ?? []) {
      this.#say({ command: "RECEIPT", headers, body: NO_BODY });
    }
    if (this.#state === "leaving" && this.unhandled === 0) this.#end();
  }

  /** The frame cannot be done, or with `undefined` the connection cannot go on: an ERROR, then the end. */
  fail(frame: number | undefined, message: string, more: string | Particulars = {}): void {
    if (this.#state === "closed") return;
    this.#giveUp(message, typeof more === "string" ? { details: more } : more, this.receiptOf(frame ?? 0));
  }

  /** The stream has ended or broken, or has been ended by the owner. */
  ended(): readonly Event[] {
    this.#end();
    if (this.#toldClosed) return NO_EVENTS;
    this.#toldClosed = true;
    return [{ kind: "closed" }];
  }

  /** When to call `tick`; it moves on as bytes come. Undefined: there is nothing to wait for. */
  get deadline(): number | undefined {
    if (this.#state === "waiting") return this.#openedAt + (this.#options.loginWithinMs ?? LOGIN_WITHIN_MS);
    return this.#state === "open" ? this.#life?.deadline : undefined;
  }

  /** Time has passed; too early is no harm. */
  tick(now: number): readonly Event[] {
    if (now < (this.deadline ?? Number.POSITIVE_INFINITY)) return NO_EVENTS;
    return this.#guard(() => {
      if (this.#state === "waiting") throw new PeerError(4004, `no CONNECT within ${now - this.#openedAt} ms`);
      const silence = this.#life?.silence(now);
      if (silence !== undefined) throw new PeerError(1002, `no heart-beat for ${silence} ms`);
      if (this.#life?.beats(now) === true) this.#queue(BEAT);
    });
  }

  /** The owner has read nothing for a while, so that silence up to now says nothing. */
  excuse(now: number): void {
    this.#life?.heard(now);
  }

  /** Takes what must now be written, in order, one frame or beat each. */
  output(): readonly Uint8Array[] {
    const output = this.#output;
    if (output === undefined) return NO_OUTPUT;
    this.#output = undefined;
    return output;
  }

  #guard(act: (events: Event[]) => void): readonly Event[] {
    const events: Event[] = [];
    try {
      act(events);
    } catch (error) {
      if (!(error instanceof PeerError)) throw error;
      this.#giveUp(error.message, error, this.#receipt ?? this.#reader.receipt);
      this.#toldClosed = true;
      events.push({ kind: "closed", error });
    }
    this.#receipt = undefined;
    this.#reader.feed(NO_BODY);
    return events.length === 0 ? NO_EVENTS : events;
  }

  #read(bytes: Uint8Array, events: Event[]): void {
    const reader = this.#reader;
    reader.feed(bytes);
    for (let item = reader.next(); item !== undefined; item = reader.next()) {
      if (item === "beat") continue;
      if (this.#state === "waiting") this.#connect(item, events);
      else this.#take(item, events);
      if (this.#state !== "open") break;
      // What breaks before the next frame's headers are known has no receipt.
      this.#receipt = undefined;
    }
  }

  #connect(frame: Frame, events: Event[]): void {
    const { event, pulse } = readConnect(frame, this.#options.heartBeat ?? SERVER_HEART_BEAT);
    this.#state = after(this.#state, "gotConnect");
    this.#reader.version = event.version;
    this.#pulse = pulse;
    events.push(event);
    this.#hold(this.#reader.unread);
  }

  /** Keeps what comes while the owner decides: its version and bounds are known only to the next reading. */
  #hold(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const { maxHeldBytes: most = MAX_HELD_BYTES } = this.#options;
    this.#held ??= new ByteBuffer();
    if (this.#held.length + bytes.length > most) {
      throw new PeerError(1008, `over ${most} bytes before CONNECTED`, { details: "Wait for CONNECTED." });
    }
    this.#held.append(bytes, most);
  }

  #take(frame: Frame, events: Event[]): void {
    this.#receipt = header(frame.headers, "receipt");
    const number = this.#receipts?.open(this.#receipt) ?? 0;
    if (frame.command === "DISCONNECT") {
      this.#state = after(this.#state, "gotDisconnect");
      events.push({ kind: "disconnect" });
      this.handled(number);
      return;
    }
    const event = this.#interpreter?.event(frame, number);
    if (event === undefined) this.handled(number);
    else events.push(event);
  }

  #giveUp(message: string, { details = "", headers = [] }: Particulars, receipt: string | undefined): void {
    this.#say(errorFrame(message, { details, headers, receipt }, this.#options.host));
    this.#end();
  }

  #end(): void {
    this.#state = after(this.#state, "end");
    this.#finished = true;
    this.#held = undefined;
  }

  #say(frame: Frame): void {
    // Before a version is agreed on, as every version can read it.
    this.#queue(new FrameSpelling(this.version ?? "1.0", this.#options.host).frame(frame));
  }

  #queue(image: Uint8Array): void {
    this.#output ??= [];
    this.#output.push(image);
  }
}
