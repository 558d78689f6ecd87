import type { ClientMessage, PersonObject, ServerMessage } from "@madang/wire/native";
import type { Socket, SocketEvents } from "../src/socket.ts";

/** One socket between the client and the fake server; what is on its way either way is delivered when the test says so. */
export class FakeLink implements Socket {
  readonly address: string;
  readonly subprotocol: string;
  readonly #events: SocketEvents;
  readonly #server: (link: FakeLink, message: ClientMessage) => void;
  /** All that has reached the server. */
  readonly said: ClientMessage[] = [];
  readonly up: ClientMessage[] = [];
  readonly down: string[] = [];
  readonly rooms = new Set<string>();
  person: PersonObject | undefined;
  opened = false;
  alive = true;
  closedByClient: number | undefined;

  constructor(
    [address, subprotocol, events]: [string, string, SocketEvents],
    server: (link: FakeLink, message: ClientMessage) => void,
  ) {
    this.address = address;
    this.subprotocol = subprotocol;
    this.#events = events;
    this.#server = server;
  }

  send(text: string): void {
    if (!this.opened) throw new Error("sent before the socket was open");
    if (this.alive) this.up.push(JSON.parse(text) as ClientMessage);
  }

  close(code: number): void {
    this.alive = false;
    this.closedByClient = code;
  }

  tell(message: ServerMessage | { readonly type: string; readonly [name: string]: unknown }): void {
    if (this.alive) this.down.push(JSON.stringify(message));
  }

  /** Server closes: after what it has told. */
  end(code: number, reason = ""): void {
    if (this.alive) this.down.push(`close ${code} ${reason}`);
  }

  open(): void {
    if (!this.alive || this.opened) return;
    this.opened = true;
    this.#events.opened();
  }

  deliverUp(count = Infinity): boolean {
    const messages = this.up.splice(0, Math.min(count, this.up.length));
    for (const message of messages) {
      this.said.push(message);
      this.#server(this, message);
    }
    return messages.length > 0;
  }

  deliverDown(count = Infinity): boolean {
    let left = Math.min(count, this.down.length);
    const any = left > 0;
    for (; left > 0 && this.alive; left -= 1) this.#hear(this.down.shift() ?? "");
    return any;
  }

  /** The link breaks: what is on its way is lost. */
  cut(code = 1006, reason = ""): void {
    if (!this.alive) return;
    this.alive = false;
    this.up.length = 0;
    this.down.length = 0;
    this.#events.closed(code, reason);
  }

  /** What the server says, word for word. */
  hear(text: string): void {
    if (this.alive) this.#events.heard(text);
  }

  #hear(text: string): void {
    const [, code, reason = ""] = /^close (\d+) (.*)$/.exec(text) ?? [];
    if (code === undefined) this.#events.heard(text);
    else this.cut(Number(code), reason);
  }
}
