import type { ErrorMessage, PersonObject, RoomList } from "@madang/wire/native";
import { addressOf, serverOf } from "./address.ts";
import { Connection } from "./connection.ts";
import type { ConnectionState } from "./connection-state.ts";
import { Listeners } from "./listeners.ts";
import { type ClientOptions, portsOf } from "./options.ts";
import type { ReadFrom, Room } from "./room.ts";
import { Session } from "./session.ts";

export interface ClientEvents {
  readonly state: ConnectionState;
  /** An error that nobody waits for. */
  readonly error: ErrorMessage;
}

export type RoomSummary = RoomList["rooms"][number];

/** One person's link to one server: it connects at once, comes back by itself, and loses nothing on the way. */
export class Client {
  readonly #listeners = { state: new Listeners<ConnectionState>(), error: new Listeners<ErrorMessage>() };
  readonly #connection: Connection;
  readonly #session: Session;
  readonly #unwatch: () => void;

  /** Throws a `TypeError` for a `url` that is none. */
  constructor(options: ClientOptions) {
    const ports = portsOf(options.ports, serverOf(addressOf(options.url)));
    const session = new Session(ports, {
      say: (message) => this.#connection.say(message),
      erred: (error) => this.#listeners.error.tell(error),
      wake: () => this.retry(),
    });
    this.#session = session;
    this.#connection = new Connection(options, ports, {
      changed: (state) => {
        session.expect(state.kind === "closed" ? state.why : undefined);
        this.#listeners.state.tell(state);
      },
      opened: (you) => session.opened(you),
      heard: (message) => session.heard(message),
      lost: () => session.lost(),
    });
    this.#unwatch = ports.watchSurroundings(() => this.#back());
    this.#connection.connect();
  }

  get state(): ConnectionState {
    return this.#connection.state;
  }

  /** As last known. */
  get you(): PersonObject | undefined {
    return this.#connection.you;
  }

  /** Answers the function that ends it. */
  on<K extends keyof ClientEvents>(event: K, hear: (value: ClientEvents[K]) => void): () => void {
    const listeners: { readonly [E in keyof ClientEvents]: Listeners<ClientEvents[E]> } = this.#listeners;
    return listeners[event].add(hear);
  }

  /** One handle a room; while it is joined, `from` counts only the first time. Rejoins by itself from where it stood. */
  join(room: string, from: ReadFrom = {}): Room {
    return this.#session.join(room, from);
  }

  async rooms(): Promise<readonly RoomSummary[]> {
    const answer = await this.#session.questions.ask({ type: "rooms" });
    return answer.type === "rooms" ? answer.rooms : [];
  }

  /** Tries now instead of waiting (a click); after `closed` by the server, too. */
  retry(): void {
    this.#connection.retry();
  }

  /** Ends everything; what is not confirmed stays in the storage. */
  close(): void {
    this.#unwatch();
    this.#connection.close();
    this.#session.end();
  }

  /** The network or the person is back. What the server has closed for good stays closed. */
  #back(): void {
    if (this.state.kind !== "closed") this.retry();
  }
}
