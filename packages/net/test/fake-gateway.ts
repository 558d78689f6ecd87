import { once } from "node:events";
import type { Admission, Caller, Carrier, Gateway, Refusal, Session } from "@madang/wire";

/** A session that notes what it hears; `answer` says something to each text. */
export class FakeSession implements Session {
  readonly carrier: Carrier;
  readonly heard: (string | Uint8Array)[] = [];
  /** How often each was called, in order: `drained`, `closed`. */
  readonly calls: string[] = [];
  readonly #gateway: FakeGateway;

  constructor(carrier: Carrier, gateway: FakeGateway) {
    this.carrier = carrier;
    this.#gateway = gateway;
  }

  say(...messages: string[]): boolean {
    return this.carrier.write(this.carrier.framing.frame(messages));
  }

  text(message: string): void {
    this.heard.push(message);
    this.#gateway.answer(this, message);
    this.#gateway.look();
  }

  binary(message: Uint8Array): void {
    this.heard.push(message);
    this.#gateway.look();
  }

  drained(): void {
    this.calls.push("drained");
    this.#gateway.look();
  }

  farewell(after: number, why: string): void {
    this.carrier.close(1012, `${why} ${after}`);
  }

  closed(): void {
    this.calls.push("closed");
    this.#gateway.look();
  }
}

/** A gateway that lets everybody in, or does what a test sets. */
export class FakeGateway implements Gateway {
  readonly callers: Caller[] = [];
  readonly sessions: FakeSession[] = [];
  admission: (caller: Caller) => Promise<Admission | Refusal> | Admission | Refusal = () => this.letIn();
  answer: (session: FakeSession, message: string) => void = () => undefined;
  maxMessageBytes = 1000;
  readonly #news = new EventTarget();

  async admit(caller: Caller): Promise<Admission | Refusal> {
    this.callers.push(caller);
    this.look();
    return this.admission(caller);
  }

  letIn(more: { readonly subprotocol?: string } = {}): Admission {
    const open = (carrier: Carrier): Session => {
      const session = new FakeSession(carrier, this);
      this.sessions.push(session);
      this.look();
      return session;
    };
    return { ...more, maxMessageBytes: this.maxMessageBytes, open };
  }

  look(): void {
    this.#news.dispatchEvent(new Event("news"));
  }

  /** Waits until this is so; looked at whenever something happens to the gateway. */
  async until(check: () => boolean): Promise<void> {
    while (!check()) await once(this.#news, "news", { signal: AbortSignal.timeout(5000) });
  }

  /** The session that came last. */
  get session(): FakeSession {
    const session = this.sessions.at(-1);
    if (session === undefined) throw new Error("nobody has come in");
    return session;
  }
}
