import { Outbox, type Sized } from "../outbox.ts";
import { closeFrame, HEARTBEAT_FRAME, MESSAGES_HEAD, MESSAGES_TAIL, OPEN_FRAME } from "./frame.ts";
import type { Step } from "./step.ts";

/** Silence on a receiver before a heartbeat: below the 30 s and 60 s at which balancers cut (sockjs-protocol.py). */
export const HEARTBEAT_MS = 25_000;
/** How long a session outlives its last receiver (sockjs-protocol.py, "The session must time out after 5 seconds"). */
export const LINGER_MS = 5_000;
/** 128 KiB: a browser keeps all of a streamed answer, so one is ended and begun anew (`test_response_limit`). */
export const RESPONSE_LIMIT = 131_072;
/** A poll's answer is complete with its first frame. */
export const POLLING_LIMIT = 1;
/** 1 MiB of messages that no receiver has come for; then the session is closed. */
export const MAX_WAITING = 1_048_576;

/** An answer, or a socket, that carries frames to the client. The session knows it by its identity. */
export interface Receiver {
  /** After this much, frames and what is around them, the answer is ended: `POLLING_LIMIT`, or `RESPONSE_LIMIT`. */
  readonly limit: number;
  /** What the wrapping puts around each frame. */
  readonly overhead: number;
}

export interface SessionOptions {
  readonly heartbeatMs?: number;
  /** 0 for a WebSocket: its session ends with it. */
  readonly lingerMs?: number;
  readonly maxWaiting?: number;
  /**
   * What a receiver that breaks does. False, as every SockJS server: the session is closed with 1002. True: the session
   * lingers, and what may not have arrived comes again with the next receiver; for clients that poll on.
   */
  readonly resumes?: boolean;
}

type State = "new" | "open" | "closing" | "closed";

/**
 * One SockJS session over its receivers, without timers: sockjs-protocol.py, "Protocol and framing" and "Handling
 * close". Its owner does the steps that every call answers, tells how answers fared (`delivered`, `lost`), and calls
 * `tick` when `deadline` has come, also before it attaches.
 *
 * Messages come as images: lists (`messageList`) in the escaping of the transport. The session holds only what no
 * answer could take yet; a reader of a log stops sending until `ready`, and after `closed` goes back to what
 * `confirmed` says.
 */
export class Session<To extends Receiver, Image extends Sized> {
  readonly #options: SessionOptions;
  readonly #outbox: Outbox<Image>;
  #state: State = "new";
  #told = false;
  #greetingInDoubt = false;
  #goodbye = "";
  #receiver: To | undefined;
  #used = 0;
  /** The last answer, ended, whose arrival is in doubt. */
  #answered: To | undefined;
  #deadline: number;

  constructor(now: number, options: SessionOptions = {}) {
    this.#options = options;
    this.#outbox = new Outbox(options.resumes === true);
    this.#deadline = now + this.#lingerMs;
  }

  get state(): State {
    return this.#state;
  }

  /** What is sent now goes out now. */
  get ready(): boolean {
    return this.#state === "open" && this.#receiver !== undefined;
  }

  /** How many of the images sent have surely arrived, counted from the first. */
  get confirmed(): number {
    return this.#outbox.confirmed;
  }

  /** When `tick` is due: a heartbeat, or the end of a session that nobody listens to. */
  get deadline(): number | undefined {
    return this.#state === "closed" ? undefined : this.#deadline;
  }

  /** A client asks for frames. That it asks again shows that it has the answer before. */
  attach(receiver: To, now: number): readonly Step<To, Image>[] {
    if (this.#receiver !== undefined) return goodbye(receiver, closeFrame(2010, "Another connection still open"));
    const steps: Step<To, Image>[] = [];
    this.#settle();
    this.#receiver = receiver;
    this.#used = 0;
    this.#deadline = now + this.#heartbeatMs;
    if (this.#state === "new") this.#greet(steps, now);
    if (!this.#outbox.isEmpty) this.#flush(steps, now);
    if (this.#receiver === undefined) return steps;
    if (this.#state === "open") steps.push({ kind: "ready" });
    else this.#sayGoodbye(steps, now);
    return steps;
  }

  /** Sends a list of messages, now or with the next receiver. Nothing happens once the session is closed. */
  send(image: Image, now: number): readonly Step<To, Image>[] {
    if (this.#state !== "open" && this.#state !== "new") return [];
    this.#outbox.add(image);
    const steps: Step<To, Image>[] = [];
    if (this.#receiver !== undefined) this.#flush(steps, now);
    else if (this.#outbox.waitingSize > (this.#options.maxWaiting ?? MAX_WAITING)) {
      this.#outbox.clear();
      return this.close(1008, "Too much is unread", now);
    }
    return steps;
  }

  /** The application ends the session; receivers get what waits, then the close frame, until the session is dropped. */
  close(code: number, reason: string, now: number): readonly Step<To, Image>[] {
    if (this.#state === "closing" || this.#state === "closed") return [];
    const steps: Step<To, Image>[] = [];
    this.#leave(steps, code, reason);
    if (this.#receiver !== undefined) this.#sayGoodbye(steps, now);
    return steps;
  }

  /** An answer has surely arrived: the peer showed it on the same connection, or the owner knows otherwise. */
  delivered(receiver: To, now: number): void {
    if (receiver !== this.#answered) return;
    this.#settle();
    if (this.#receiver === undefined) this.#deadline = now + this.#lingerMs;
  }

  /** A receiver's connection broke, while it waited or before its answer was surely out. */
  lost(receiver: To, now: number): readonly Step<To, Image>[] {
    if (receiver !== this.#receiver && receiver !== this.#answered) return [];
    if (receiver === this.#receiver) this.#receiver = undefined;
    this.#answered = undefined;
    if (this.#receiver === undefined) this.#deadline = now + this.#lingerMs;
    const steps: Step<To, Image>[] = [];
    if (this.#options.resumes === true) this.#takeBack();
    else if (this.#state === "open") {
      this.#outbox.clear();
      this.#leave(steps, 1002, "Connection interrupted");
    }
    return steps;
  }

  tick(now: number): readonly Step<To, Image>[] {
    if (this.#state === "closed" || now < this.#deadline) return [];
    const steps: Step<To, Image>[] = [];
    if (this.#receiver !== undefined) {
      steps.push({ kind: "frame", to: this.#receiver, frame: HEARTBEAT_FRAME });
      this.#wrote(HEARTBEAT_FRAME.length, steps, now);
      return steps;
    }
    this.#leave(steps, 1006, "Session timed out");
    this.#state = "closed";
    this.#outbox.clear();
    steps.push({ kind: "dropped" });
    return steps;
  }

  #greet(steps: Step<To, Image>[], now: number): void {
    this.#state = "open";
    this.#greetingInDoubt = true;
    this.#write(OPEN_FRAME, steps, now);
    if (!this.#told) steps.push({ kind: "opened" });
    this.#told = true;
  }

  #flush(steps: Step<To, Image>[], now: number): void {
    const to = this.#receiver;
    if (to === undefined) return;
    const images = this.#outbox.take();
    steps.push({ kind: "messages", to, images });
    const commas = images.length - 1;
    const brackets = MESSAGES_HEAD.length + MESSAGES_TAIL.length;
    this.#wrote(
      images.reduce((sum, image) => sum + image.length, commas + brackets),
      steps,
      now,
    );
  }

  #sayGoodbye(steps: Step<To, Image>[], now: number): void {
    this.#write(this.#goodbye, steps, now);
    this.#end(steps, now);
  }

  #write(frame: string, steps: Step<To, Image>[], now: number): void {
    if (this.#receiver === undefined) return;
    steps.push({ kind: "frame", to: this.#receiver, frame });
    this.#wrote(frame.length, steps, now);
  }

  #wrote(length: number, steps: Step<To, Image>[], now: number): void {
    if (this.#receiver === undefined) return;
    this.#used += length + this.#receiver.overhead;
    this.#deadline = now + this.#heartbeatMs;
    if (this.#used >= this.#receiver.limit) this.#end(steps, now);
  }

  #end(steps: Step<To, Image>[], now: number): void {
    if (this.#receiver === undefined) return;
    steps.push({ kind: "end", to: this.#receiver });
    this.#answered = this.#receiver;
    this.#receiver = undefined;
    this.#deadline = now + this.#lingerMs;
  }

  #leave(steps: Step<To, Image>[], code: number, reason: string): void {
    if (this.#state === "closing" || this.#state === "closed") return;
    this.#state = "closing";
    this.#goodbye = closeFrame(code, reason);
    steps.push({ kind: "closed", code, reason });
  }

  /** What was in doubt has arrived. */
  #settle(): void {
    this.#outbox.confirm();
    this.#answered = undefined;
    this.#greetingInDoubt = false;
  }

  /** What was in doubt has not arrived. A client that never saw `o` needs it; one that did must not see it twice. */
  #takeBack(): void {
    this.#outbox.putBack();
    if (this.#greetingInDoubt && this.#state === "open") this.#state = "new";
  }

  get #heartbeatMs(): number {
    return this.#options.heartbeatMs ?? HEARTBEAT_MS;
  }

  get #lingerMs(): number {
    return this.#options.lingerMs ?? LINGER_MS;
  }
}

function goodbye<To, Image>(to: To, frame: string): readonly Step<To, Image>[] {
  return [
    { kind: "frame", to, frame },
    { kind: "end", to },
  ];
}
