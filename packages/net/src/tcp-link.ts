import type { Socket } from "node:net";
import type { Admission, CloseCode, Session } from "@madang/wire";
import type { EndReason } from "./end-reason.ts";
import { hear } from "./hearing.ts";
import { SessionLink, type SessionTerms } from "./session-link.ts";

/** What all connections of a port share. */
export interface TcpTerms extends SessionTerms {
  /** One side has ended it: `finish` is to be called in a while. */
  ending(link: TcpLink): void;
  /** Called once, when the socket is gone. */
  gone(link: TcpLink): void;
}

/** One plain TCP or TLS connection: bytes to a session, images to the socket. */
export class TcpLink extends SessionLink<TcpTerms> {
  readonly #session: Session;
  /** Why it will be over when the socket is gone, as far as can be said. */
  #reason: EndReason = "lost";
  #hasSaidGoodbye = false;

  constructor(socket: Socket, admission: Admission, terms: TcpTerms) {
    super(socket, terms);
    this.#session = admission.open(this);
    hear(socket, this);
  }

  write(image: Uint8Array): boolean {
    if (this.#hasSaidGoodbye || this.hasLeft) return true;
    this.queue(image);
    return this.takesMore();
  }

  /** A socket has no words for the code: what is to be said is said before. */
  close(code: CloseCode): void {
    if (this.#hasSaidGoodbye || this.hasLeft) return;
    this.#hasSaidGoodbye = true;
    this.hold(false);
    this.#reason = code === 1000 || code === 1012 ? "goodbye" : "rule";
    if (this.isEmpty) this.round.add(this);
  }

  /** What was under way has had its time. */
  finish(): void {
    this.stream.destroy();
  }

  protected override get session(): Session {
    return this.#session;
  }

  protected override get isParting(): boolean {
    return this.#hasSaidGoodbye;
  }

  protected override flushed(): void {
    if (this.#hasSaidGoodbye && !this.stream.writableEnded) {
      this.stream.end();
      // Unread, what the peer still sends would reset our last words away.
      this.stream.resume();
      this.terms.ending(this);
    }
    // The kernel took it all in the meantime: no drain event will come.
    if (!this.stream.writableNeedDrain) this.drained();
  }

  override receive(bytes: Uint8Array): void {
    if (this.#hasSaidGoodbye || this.hasLeft) return;
    try {
      this.#session.binary(bytes);
    } catch (error) {
      this.fail(error);
    }
  }

  /** It may still read the answers to what it has sent. */
  override end(): void {
    this.terms.ending(this);
  }

  override gone(): void {
    this.leave(this.#reason);
    this.terms.gone(this);
  }
}
