import type { Socket } from "node:net";
import type { Admission, Carrier, CloseCode, Framing, Session } from "@madang/wire";
import type { EndReason } from "./end-reason.ts";
import { Outflow } from "./outflow.ts";
import { reset } from "./reset.ts";
import type { WriteRound } from "./write-round.ts";

/** What all connections of a port share. */
export interface TcpTerms {
  readonly framing: Framing;
  readonly round: WriteRound;
  /** One side has ended it: `finish` is to be called in a while. */
  ending(link: TcpLink): void;
  /** Called once, when the socket is gone. */
  gone(link: TcpLink, reason: EndReason): void;
  /** Hears what a session threw; its connection ends, the others go on. */
  fault(error: unknown): void;
}

const link = Symbol("link");

/** A socket with its link on it, as with WebSockets: no closure per connection. */
interface LinkedSocket extends Socket {
  [link]: TcpLink;
}

/** One plain TCP or TLS connection: bytes to a session, images to the socket. */
export class TcpLink extends Outflow implements Carrier {
  readonly #terms: TcpTerms;
  readonly #session: Session;
  readonly #socket: Socket;
  /** A `write` was answered with false, and `drained` not yet called. */
  #owesDrained = false;
  /** The peer asks for more than it reads: nothing more is read from it until the socket has drained. */
  #isPaused = false;
  #isHeld = false;
  #goodbye: CloseCode | undefined;
  #reason: EndReason = "lost";
  #left = false;

  constructor(socket: Socket, admission: Admission, terms: TcpTerms) {
    super(socket);
    this.#socket = socket;
    this.#terms = terms;
    this.#session = admission.open(this);
    (socket as LinkedSocket)[link] = this;
    socket.on("data", onData).on("drain", onDrain).on("end", onEnd).on("error", ignore).on("close", onClose);
  }

  get framing(): Framing {
    return this.#terms.framing;
  }

  write(image: Uint8Array): boolean {
    if (this.#goodbye !== undefined || this.#left) return true;
    this.queue(image);
    if (!this.isFull) return true;
    // A session that writes on to a full connection answers a peer that does not read the answers.
    if (this.#owesDrained) this.#isPaused = true;
    this.#owesDrained = true;
    this.#readOrNot();
    return false;
  }

  hold(on: boolean): void {
    this.#isHeld = on;
    this.#readOrNot();
  }

  /** A socket has no words for the code: what is to be said is said before. */
  close(code: CloseCode): void {
    if (this.#goodbye !== undefined || this.#left) return;
    this.#goodbye = code;
    this.#reason = code === 1000 || code === 1012 ? "goodbye" : "rule";
    if (this.isEmpty) this.#terms.round.add(this);
  }

  /** Lets the session say goodbye. */
  farewell(after: number, why: string): void {
    if (this.#goodbye !== undefined || this.#left) return;
    try {
      this.#session.farewell(after, why);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** What was under way has had its time. */
  finish(): void {
    this.#socket.destroy();
  }

  /** Ends the socket at once, without a word. */
  reset(reason: EndReason): void {
    this.#reason = reason;
    reset(this.#socket);
  }

  protected override get round(): WriteRound {
    return this.#terms.round;
  }

  protected override flushed(): void {
    if (this.#goodbye !== undefined && !this.#socket.writableEnded) {
      this.#socket.end();
      // Unread, what the peer still sends would reset our last words away.
      this.#socket.resume();
      this.#terms.ending(this);
    }
    // The kernel took it all in the meantime: no drain event will come.
    if (!this.#socket.writableNeedDrain) this.#drained();
  }

  #receive(bytes: Uint8Array): void {
    if (this.#goodbye !== undefined || this.#left) return;
    try {
      this.#session.binary(bytes);
    } catch (error) {
      this.#fail(error);
    }
  }

  #drained(): void {
    if (this.#isPaused) {
      this.#isPaused = false;
      this.#readOrNot();
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

  #readOrNot(): void {
    const reads = !this.#isPaused && !this.#isHeld;
    if (reads === this.#socket.isPaused()) {
      if (reads) this.#socket.resume();
      else this.#socket.pause();
    }
  }

  #leave(): void {
    if (this.#left) return;
    this.#left = true;
    try {
      this.#session.closed();
    } catch (error) {
      this.#terms.fault(error);
    }
    this.#terms.gone(this, this.#reason);
  }

  #fail(error: unknown): void {
    this.#terms.fault(error);
    this.close(1011);
  }

  static received(socket: Socket, bytes: Uint8Array): void {
    (socket as LinkedSocket)[link].#receive(bytes);
  }

  static drained(socket: Socket): void {
    (socket as LinkedSocket)[link].flush();
  }

  /** The peer sends no more; it may still read the answers to what it has sent. */
  static ended(socket: Socket): void {
    const { [link]: self } = socket as LinkedSocket;
    self.#terms.ending(self);
  }

  static closed(socket: Socket): void {
    (socket as LinkedSocket)[link].#leave();
  }
}

function onData(this: Socket, bytes: Uint8Array): void {
  TcpLink.received(this, bytes);
}

function onDrain(this: Socket): void {
  TcpLink.drained(this);
}

function onEnd(this: Socket): void {
  TcpLink.ended(this);
}

function onClose(this: Socket): void {
  TcpLink.closed(this);
}

/** A broken socket closes as well, and that is where it is handled. */
function ignore(): void {}
