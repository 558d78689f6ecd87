import { type Author, authorKey, type Person } from "@madang/hub";
import type { Caller, Carrier, Session } from "@madang/wire";
import {
  type BadMessage,
  type ClientMessage,
  type ErrorCode,
  parseClientMessage,
  type ServerMessage,
} from "@madang/wire/native";
import { personObject } from "../entry-object.ts";
import type { Identity, Login } from "../identify.ts";
import { InOrder, MAX_WAITING } from "../in-order.ts";
import { about, refOf } from "./answer.ts";
import { NativeRooms } from "./rooms.ts";
import type { NativeTerms } from "./terms.ts";

/** 10 s to say who one is. */
const HELLO_WITHIN_MS = 10_000;
/** 20 s of silence before a client asks: twice within the 45 s or so that mobile networks keep an idle mapping. */
const SILENCE_MS = 20_000;
/** Whom a connection stands for before its hello. */
const NOBODY: Author = { kind: "guest", name: "" };

type Message = (ClientMessage | BadMessage) & { readonly ref?: string };

/** One native connection: its login, and its messages one after the other in the order in which they came. */
export class NativeSession implements Session, Person {
  readonly #terms: NativeTerms;
  readonly #caller: Caller;
  readonly #carrier: Carrier;
  readonly #rooms: NativeRooms;
  #identity: Identity | undefined;
  #cancelDeadline: () => void;
  readonly #work: InOrder<Message>;
  #gone = false;

  constructor(terms: NativeTerms, caller: Caller, carrier: Carrier) {
    this.#terms = terms;
    this.#caller = caller;
    this.#carrier = carrier;
    this.#rooms = new NativeRooms({ terms, person: this, carrier, tell: (message) => this.#tell(message) });
    this.#work = new InOrder(
      (message) => this.#handle(message),
      (message, error) => this.#fail(message, "refused", `this cannot be done now: ${String(error)}`),
      (on) => carrier.hold?.(on),
    );
    this.#cancelDeadline = terms.deadlines.add(terms.clock.now() + HELLO_WITHIN_MS, () =>
      carrier.close(4004, "nobody said hello within 10 s"),
    );
  }

  get author(): Author {
    return this.#identity?.author ?? NOBODY;
  }

  get address(): string {
    return this.#caller.address;
  }

  text(text: string): void {
    if (!this.#work.add(parseClientMessage(text)))
      this.#carrier.close(1008, `more than ${MAX_WAITING} messages without waiting for an answer`);
  }

  binary(): void {
    this.#carrier.close(1003, "the native protocol has text messages only");
  }

  drained(): void {
    this.#rooms.drained();
    this.#work.hold(false);
  }

  farewell(after: number, why: string): void {
    this.#tell({ type: "reconnect", after, why });
    this.#carrier.close(1012, why);
  }

  closed(): void {
    this.#gone = true;
    this.#cancelDeadline();
    this.#rooms.leaveAll();
  }

  dismiss(why: string): void {
    this.#tell({ type: "error", code: "banned", why });
    this.#carrier.close(4001, why);
  }

  /** A promise when what follows must wait. */
  #handle(message: Message): Promise<void> | undefined {
    if (this.#gone) return undefined;
    switch (message.type) {
      case "bad":
        this.#fail(message, "bad", message.why);
        return undefined;
      case "ping":
        this.#tell({ type: "pong", ...refOf(message) });
        return undefined;
      case "hello":
        if (this.#identity === undefined) return this.#login(loginOf(message), message);
        this.#fail(message, "hello", "hello was said before");
        return undefined;
    }
    if (this.#identity === undefined) {
      this.#fail(message, "hello", "say hello first");
      return undefined;
    }
    return message.type === "token" ? this.#login({ token: message.token }, message) : this.#rooms.handle(message);
  }

  /** A first login, or a later one of the same person. */
  async #login(login: Login, message: Message): Promise<void> {
    const { identify, hub, deadlines } = this.#terms;
    const identity = await identify(this.#caller, login);
    if (this.#gone) return;
    if ("status" in identity) {
      this.#refuseLogin(message, identity.detail);
      return;
    }
    const banned = hub.rights.refusal(identity.author, this.address, "read");
    if (banned !== undefined) {
      this.dismiss(banned);
      return;
    }
    const before = this.#identity?.author;
    if (before !== undefined && authorKey(before) !== authorKey(identity.author)) {
      this.#refuseLogin(message, "this token is somebody else's; it needs a connection of its own");
      return;
    }
    const { author, expires } = identity;
    this.#cancelDeadline();
    // Presence counts by the first login's author object's key: a changed display name waits for the next connection.
    this.#identity = { ...identity, author: before ?? author };
    if (expires !== undefined) {
      this.#cancelDeadline = deadlines.add(expires, () => this.#carrier.close(4002, "the login has expired"));
    }
    const until = expires === undefined ? {} : { expires };
    this.#tell({ type: "hello", you: personObject(this.author), silence: SILENCE_MS, ...until, ...refOf(message) });
  }

  #refuseLogin(message: Message, why: string): void {
    this.#fail(message, "login", why);
    this.#carrier.close(4003, why);
  }

  #fail(message: Message, code: ErrorCode, why: string): void {
    this.#tell({ type: "error", code, why, ...about(message) });
  }

  #tell(message: ServerMessage): void {
    // Nothing of what waits is done until the client has read what it was told.
    if (!this.#carrier.write(this.#carrier.framing.frame([JSON.stringify(message)]))) this.#work.hold(true);
  }
}

function loginOf({ token, name }: { readonly token?: string; readonly name?: string }): Login {
  return { ...(token === undefined ? {} : { token }), ...(name === undefined ? {} : { name }) };
}
