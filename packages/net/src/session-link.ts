import type { Duplex } from "node:stream";
import type { Carrier, CloseCode, Framing, Session } from "@madang/wire";
import type { EndReason } from "./end-reason.ts";
import type { Hearer } from "./hearing.ts";
import { Outflow } from "./outflow.ts";
import { reset } from "./reset.ts";
import type { WriteRound } from "./write-round.ts";

/** What all links of one kind share. */
export interface SessionTerms {
  readonly framing: Framing;
  readonly round: WriteRound;
  /** Called once, with the goodbye or with the stream's end, whichever is first. */
  ended(reason: EndReason): void;
  /** Hears what a session threw; its connection ends, the others go on. */
  fault(error: unknown): void;
}

/** A stream that carries a session: what any protocol on it has to do for the session, and to read no more than it should. */
export abstract class SessionLink<Terms extends SessionTerms = SessionTerms>
  extends Outflow<Duplex>
  implements Carrier, Hearer
{
  protected readonly terms: Terms;
  /** A `write` was answered with false, and `drained` not yet called. */
  #owesDrained = false;
  /** The peer asks for more than it reads: it is not read from until the stream has drained. */
  #isPaused = false;
  #isHeld = false;
  #left = false;

  constructor(stream: Duplex, terms: Terms) {
    super(stream);
    this.terms = terms;
  }

  protected abstract get session(): Session;

  /** A goodbye has been said: the session is not to say another. */
  protected abstract get isParting(): boolean;

  abstract receive(bytes: Uint8Array): void;

  abstract end(): void;

  abstract gone(): void;

  abstract write(image: Uint8Array): boolean;

  abstract close(code: CloseCode, reason: string): void;

  get framing(): Framing {
    return this.terms.framing;
  }

  get isDeaf(): boolean {
    return this.#isHeld || this.#isPaused;
  }

  hold(on: boolean): void {
    // Of who is on the way out, the end is all that is waited for: unread, it would not be seen.
    this.#isHeld = on && !this.isParting && !this.#left;
    this.#readOrNot();
  }

  /** Lets the session say goodbye. */
  farewell(after: number, why: string): void {
    if (this.#left || this.isParting) return;
    try {
      this.session.farewell(after, why);
    } catch (error) {
      this.fail(error);
    }
  }

  /** Ends the stream at once, without a word. */
  reset(reason: EndReason): void {
    this.leave(reason);
    reset(this.stream);
  }

  protected override get round(): WriteRound {
    return this.terms.round;
  }

  /** The session has heard its last. */
  protected get hasLeft(): boolean {
    return this.#left;
  }

  /** What a `write` is answered with when its image is queued. */
  protected takesMore(): boolean {
    if (!this.isFull) return true;
    // A session that writes on to a full connection answers a peer that does not read the answers.
    if (this.#owesDrained) this.pause();
    this.#owesDrained = true;
    return false;
  }

  /** Reads no more until the stream has drained. */
  protected pause(): void {
    this.#isPaused = true;
    this.#readOrNot();
  }

  /** The stream takes bytes again. */
  protected drained(): void {
    if (this.#isPaused) {
      this.#isPaused = false;
      this.#readOrNot();
    }
    if (!this.#owesDrained) return;
    this.#owesDrained = false;
    if (this.#left) return;
    try {
      this.session.drained();
    } catch (error) {
      this.fail(error);
    }
  }

  /** The session ends, whatever becomes of the stream. */
  protected leave(reason: EndReason): void {
    if (this.#left) return;
    this.#left = true;
    this.hold(false);
    this.terms.ended(reason);
    try {
      this.session.closed();
    } catch (error) {
      this.terms.fault(error);
    }
  }

  /** What the session has thrown ends its own connection. */
  protected fail(error: unknown): void {
    this.terms.fault(error);
    this.close(1011, "the server met a fault of its own");
  }

  #readOrNot(): void {
    const reads = !this.isDeaf;
    if (reads !== this.stream.isPaused()) return;
    if (reads) this.stream.resume();
    else this.stream.pause();
  }
}
