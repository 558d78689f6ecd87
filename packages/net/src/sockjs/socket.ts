import type { Admission, Carrier, CloseCode, Framing, Session } from "@madang/wire";
import { closeFrame, HEARTBEAT_FRAME, OPEN_FRAME, readSocketPayload } from "@madang/wire/sockjs";

/** What all SockJS WebSockets share. */
export interface SocketTerms {
  /** The framing inside of a WebSocket's. */
  framing(under: Framing): Framing;
  bytes(text: string): number;
  begun(socket: SockjsSocket): void;
  gone(socket: SockjsSocket): void;
}

/** One SockJS session over a WebSocket of its own: a session to that, a carrier to its gateway. */
export class SockjsSocket implements Session, Carrier {
  readonly framing: Framing;
  readonly #terms: SocketTerms;
  readonly #under: Carrier;
  readonly #maxMessageBytes: number;
  readonly #inner: Session;
  #isSilent = false;
  #isOver = false;

  constructor(terms: SocketTerms, under: Carrier, admission: Admission) {
    this.framing = terms.framing(under.framing);
    this.#terms = terms;
    this.#under = under;
    this.#maxMessageBytes = admission.maxMessageBytes;
    this.#tell(OPEN_FRAME);
    this.#inner = admission.open(this);
    terms.begun(this);
  }

  /** What comes behind broken JSON, or behind a goodbye, is not read. */
  text(text: string): void {
    const messages = readSocketPayload(text);
    if (messages === undefined) {
      this.#isOver = true;
      this.#under.close(1007, "broken JSON encoding");
      return;
    }
    for (const message of messages) {
      if (this.#isOver) return;
      if (this.#terms.bytes(message) <= this.#maxMessageBytes) this.#inner.text(message);
      else this.close(1009, `a message has at most ${this.#maxMessageBytes} bytes`);
    }
  }

  binary(): void {
    this.close(1003, "SockJS has text messages only");
  }

  drained(): void {
    this.#inner.drained();
  }

  farewell(after: number, why: string): void {
    this.#inner.farewell(after, why);
  }

  closed(): void {
    this.#isOver = true;
    this.#terms.gone(this);
    this.#inner.closed();
  }

  write(image: Uint8Array): boolean {
    this.#isSilent = false;
    return this.#under.write(image);
  }

  hold(on: boolean): void {
    this.#under.hold?.(on);
  }

  get isDeaf(): boolean {
    return this.#under.isDeaf === true;
  }

  close(code: CloseCode, reason: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#tell(closeFrame(code, reason));
    this.#under.close(code, reason);
  }

  /** Says something when nothing was said since the last call. */
  beat(): void {
    if (this.#isSilent && !this.#isOver) this.#tell(HEARTBEAT_FRAME);
    this.#isSilent = true;
  }

  #tell(frame: string): void {
    this.#under.write(this.#under.framing.frame([frame]));
  }
}
