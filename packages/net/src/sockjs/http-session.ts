import type { Admission, Carrier, CloseCode, Framing, Host, Session as Inner } from "@madang/wire";
import { Session, type Step } from "@madang/wire/sockjs";
import type { Gathering, WriteRound } from "../write-round.ts";
import type { Answer, AnswerEar } from "./answer.ts";
import { Gate } from "./gate.ts";

/** What all sessions over HTTP share. */
export interface SessionTerms {
  readonly host: Host;
  readonly framing: Framing;
  readonly round: WriteRound;
  /** Milliseconds that never go back. */
  now(): number;
  /** Hears what a gateway's session threw; its SockJS session ends with 1011. */
  fault(error: unknown): void;
}

/** One SockJS session over requests: frames to whichever answer waits, a carrier to its gateway. */
export class HttpSession implements Carrier, Gathering, AnswerEar {
  readonly #terms: SessionTerms;
  readonly #admission: Admission;
  readonly #dropped: () => void;
  readonly #machine: Session<Answer, Uint8Array>;
  #inner: Inner | undefined;
  /** The answer that takes frames now. */
  #answer: Answer | undefined;
  /** What this turn has brought. */
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  /** A `write` was answered with false, and `drained` not yet called. */
  #owesDrained = false;
  /** Requests that bring messages go through it before they are read, and before they are answered. */
  readonly #gate = new Gate();

  /** `dropped`: called once, when the id is free again. */
  constructor(terms: SessionTerms, opening: { admission: Admission; resumes: boolean; dropped(): void }) {
    this.#terms = terms;
    this.#admission = opening.admission;
    this.#dropped = opening.dropped;
    this.#machine = new Session(terms.now(), { resumes: opening.resumes });
  }

  get framing(): Framing {
    return this.#terms.framing;
  }

  /** When `tick` is due. */
  get deadline(): number | undefined {
    return this.#machine.deadline;
  }

  /** Frames go to this answer from now on; a second one at a time is told so, and ended. */
  attach(answer: Answer): void {
    this.flush();
    this.#answer ??= answer;
    this.#do(this.#machine.attach(answer, this.#terms.now()));
    answer.tell(this);
  }

  get isOpen(): boolean {
    return this.#machine.state === "open";
  }

  /** Messages of the client, in order. Behind a goodbye they are not read: the client is yet to see it. */
  receive(messages: readonly string[]): void {
    for (const message of messages) {
      if (!this.isOpen) return;
      if (this.#terms.host.encode(message).length > this.#admission.maxMessageBytes) {
        this.close(1009, `a message has at most ${this.#admission.maxMessageBytes} bytes`);
      } else {
        this.#ask((inner) => inner.text(message));
      }
    }
  }

  write(image: Uint8Array): boolean {
    if (!this.isOpen) return true;
    if (this.#pending.length === 0) this.#terms.round.add(this);
    this.#pending.push(image);
    this.#pendingBytes += image.length;
    if (this.#takesMore) return true;
    this.#owesDrained = true;
    return false;
  }

  /** A client waits for the answer to what it sent before it sends more. */
  hold(on: boolean): void {
    if (on && this.isOpen) this.#gate.shut();
    else this.#gate.open();
  }

  get isDeaf(): boolean {
    return this.#gate.isShut;
  }

  /** Resolves when a request that brings messages may go on. */
  readOn(): Promise<void> {
    return this.#gate.pass();
  }

  close(code: CloseCode, reason: string): void {
    this.flush();
    this.#do(this.#machine.close(code, reason, this.#terms.now()));
  }

  /** Lets the gateway's session say goodbye. */
  farewell(after: number, why: string): void {
    if (this.isOpen) this.#ask((inner) => inner.farewell(after, why));
  }

  /** The turn's end: one frame of all that it brought. */
  flush(): void {
    const pending = this.#pending;
    const [first] = pending;
    if (first === undefined) return;
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#do(this.#machine.send(pending.length === 1 ? first : joined(pending), this.#terms.now()));
    // The kernel took it all in the meantime: no drain event will come.
    this.#drained();
  }

  tick(now: number): void {
    this.#do(this.#machine.tick(now));
  }

  drained(answer: Answer): void {
    if (answer === this.#answer) this.#drained();
  }

  lost(answer: Answer): void {
    if (answer === this.#answer) this.#answer = undefined;
    this.#do(this.#machine.lost(answer, this.#terms.now()));
  }

  /** What is written now goes out now, and there is room for more. */
  get #takesMore(): boolean {
    return this.#machine.ready && this.#answer?.isPoll === false && !this.#answer.isFull(this.#pendingBytes);
  }

  #do(steps: readonly Step<Answer, Uint8Array>[]): void {
    for (const step of steps) this.#step(step);
  }

  #step(step: Step<Answer, Uint8Array>): void {
    switch (step.kind) {
      case "frame":
        step.to.frame(step.frame);
        break;
      case "messages":
        step.to.messages(step.images);
        break;
      case "end":
        if (step.to === this.#answer) this.#answer = undefined;
        step.to.end();
        break;
      case "opened":
        this.#open();
        break;
      case "ready":
        this.#drained();
        break;
      case "closed":
        this.#ask((inner) => inner.closed());
        this.#inner = undefined;
        this.#gate.open();
        break;
      case "dropped":
        this.#dropped();
    }
  }

  #open(): void {
    try {
      const inner = this.#admission.open(this);
      // It may have closed the carrier while it was made.
      if (this.isOpen) this.#inner = inner;
      else inner.closed();
    } catch (error) {
      this.#fail(error);
    }
  }

  #drained(): void {
    if (!this.#owesDrained || !this.#machine.ready || this.#answer?.isFull(0) !== false) return;
    this.#owesDrained = false;
    this.#ask((inner) => inner.drained());
  }

  #ask(call: (inner: Inner) => void): void {
    if (this.#inner === undefined) return;
    try {
      call(this.#inner);
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.#terms.fault(error);
    this.close(1011, "the server met a fault of its own");
  }
}

const COMMA = Uint8Array.of(0x2c);

/** Lists joined by commas are the list of all. */
function joined(images: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(images.flatMap((image, index) => (index === 0 ? [image] : [COMMA, image])));
}
