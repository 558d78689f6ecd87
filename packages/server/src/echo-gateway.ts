import { WebSocketLink } from "@madang/net";
import type { Admission, Carrier, Gateway, Message, Session } from "@madang/wire";

/** 16 MiB: the longest that conformance suites send. */
const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;
/** 1012: an echo has nothing to come back to, but the one who asked may. */
const RESTART = 1012;

/** Says what it hears, text as text and bytes as bytes, to the one who said it. */
export class EchoGateway implements Gateway {
  async admit(): Promise<Admission> {
    return { maxMessageBytes: MAX_MESSAGE_BYTES, open: (carrier) => new EchoSession(carrier) };
  }
}

class EchoSession implements Session {
  readonly #carrier: Carrier;

  constructor(carrier: Carrier) {
    this.#carrier = carrier;
  }

  text(message: string): void {
    this.#say(message);
  }

  binary(message: Uint8Array): void {
    this.#say(message);
  }

  drained(): void {}

  farewell(after: number, why: string): void {
    this.#carrier.close(RESTART, `${why}; come back in ${after} ms`);
  }

  closed(): void {}

  /** A carrier that is written to beyond its mark reads no more until it has drained: an echo needs no queue. */
  #say(message: Message): void {
    const carrier = this.#carrier;
    // What is for one alone can be compressed with what went before.
    if (carrier instanceof WebSocketLink) carrier.send(message);
    else carrier.write(carrier.framing.frame([message]));
  }
}
