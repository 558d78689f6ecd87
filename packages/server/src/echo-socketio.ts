import { randomUUID } from "node:crypto";
import type { Admission, Carrier, Gateway, Message, Session } from "@madang/wire";
import { Connection, type Event, type JsonObject } from "@madang/wire/socketio";

const MAX_MESSAGE_BYTES = 1_000_000;
const NAMESPACES: ReadonlySet<string> = new Set(["/", "/custom"]);
/**
 * 50 ms between the answer to CONNECT and the event that follows it: the suite begins to listen for the one when it has
 * heard the other, and what came in the same read would be gone.
 */
const GREETING_MS = 50;

/** What the public Socket.IO suite talks to: it says what it was sent, and recovers nothing. */
export class SocketIoEcho implements Gateway {
  async admit(): Promise<Admission> {
    return { maxMessageBytes: MAX_MESSAGE_BYTES, open: (carrier) => new SocketIoEchoSession(carrier) };
  }
}

class SocketIoEchoSession implements Session {
  readonly #carrier: Carrier;
  readonly #machine = new Connection(0);

  constructor(carrier: Carrier) {
    this.#carrier = carrier;
  }

  text(message: string): void {
    this.#receive(message);
  }

  binary(message: Uint8Array): void {
    this.#receive(message);
  }

  drained(): void {}

  farewell(_after: number, why: string): void {
    this.#carrier.close(1012, why);
  }

  closed(): void {}

  #receive(message: Message): void {
    const events = this.#machine.receive(message, 0);
    for (const event of events) this.#answer(event);
    this.#flush();
    if (events.some(({ kind }) => kind === "closed")) this.#carrier.close(1000, "");
  }

  #answer(event: Event): void {
    if (event.kind === "connect") this.#greet(event.namespace, event.auth);
    if (event.kind === "ack") this.#machine.emit(event.namespace, "answer", ...event.args);
    if (event.kind !== "event") return;
    const { namespace, name, args, id } = event;
    if (name === "message") this.#machine.emit(namespace, "message-back", ...args);
    if (name === "message-with-ack" && id !== undefined) this.#machine.ack(namespace, id, ...args);
    // Not of the suite: an acknowledgement the other way round, and what it said.
    if (name === "ask") this.#machine.ask(namespace, "question", ...args);
  }

  #greet(namespace: string, auth: JsonObject): void {
    if (!NAMESPACES.has(namespace)) {
      this.#machine.refuse(namespace, { message: "Invalid namespace" });
      return;
    }
    this.#machine.accept(namespace, { sid: randomUUID() });
    const greet = (): void => {
      this.#machine.emit(namespace, "auth", auth);
      this.#flush();
    };
    setTimeout(greet, GREETING_MS).unref();
  }

  #flush(): void {
    const output = this.#machine.output();
    if (output.length > 0) this.#carrier.write(this.#carrier.framing.frame(output));
  }
}
