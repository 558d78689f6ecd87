import type { ClientMessage, ErrorMessage, PersonObject, ServerMessage } from "@madang/wire/native";
import { ChatError } from "./chat-error.ts";
import type { ClientPorts } from "./options.ts";
import { Outbox } from "./outbox.ts";
import type { Outgoing } from "./outgoing.ts";
import { keyOf } from "./people.ts";
import { Questions } from "./questions.ts";
import { Reader, type ReaderDesk } from "./reader.ts";
import type { ReadFrom } from "./room.ts";

/** What a session tells and needs; `say` reaches a link only between `opened` and `lost`. */
export interface SessionUser {
  say(message: ClientMessage): void;
  /** An error that nobody waits for. */
  erred(error: ErrorMessage): void;
  /** Somebody cannot wait for the next try. */
  wake(): void;
}

/** What outlives links: rooms, texts on their way, questions. Messages in, messages out; no socket. */
export class Session implements ReaderDesk {
  readonly clock: ClientPorts["clock"];
  readonly random: ClientPorts["random"];
  readonly questions: Questions;
  readonly #user: SessionUser;
  readonly #outbox: Outbox;
  readonly #readers = new Map<string, Reader>();
  #you: PersonObject | undefined;
  #linked = false;

  constructor(ports: ClientPorts, user: SessionUser) {
    this.clock = ports.clock;
    this.random = ports.random;
    this.#user = user;
    this.questions = new Questions((question) => this.say(question));
    this.#outbox = new Outbox(ports, {
      say: (message) => this.say(message),
      changed: (outgoing) => this.#readers.get(outgoing.room)?.tell({ kind: "outgoing", outgoing }),
      wake: () => user.wake(),
    });
  }

  say(message: ClientMessage): void {
    this.#user.say(message);
  }

  join(name: string, from: ReadFrom): Reader {
    const room = name.normalize("NFC");
    let reader = this.#readers.get(room);
    if (reader === undefined) {
      reader = new Reader(room, from, this);
      this.#readers.set(room, reader);
      void Promise.resolve().then(() => this.#show(room));
      if (this.#linked) reader.opened();
    }
    return reader;
  }

  send(room: string, text: string): Outgoing {
    return this.#outbox.send(room, text);
  }

  left(reader: Reader): void {
    if (this.#readers.get(reader.name) !== reader) return;
    this.#readers.delete(reader.name);
    if (this.#linked) this.say({ type: "leave", room: reader.name });
    reader.end(new ChatError("left", `the room ${reader.name} was left`));
  }

  /** Rooms first, so that what is written next meets what was missed. */
  opened(you: PersonObject): void {
    this.#linked = true;
    if (this.#you !== undefined && keyOf(this.#you) !== keyOf(you)) this.#outbox.disown();
    this.#you = you;
    for (const reader of this.#readers.values()) reader.opened();
    this.questions.opened();
    this.#outbox.opened(keyOf(you));
  }

  lost(): void {
    this.#linked = false;
    this.questions.lost();
    this.#outbox.lost();
    for (const reader of this.#readers.values()) reader.lost();
  }

  heard(message: ServerMessage): void {
    if (message.type === "error") this.#erred(message);
    else if (message.type === "sent") this.#outbox.sent(message);
    else if (message.type === "history" || message.type === "rooms") this.questions.answered(message.ref, message);
    else if ("room" in message) {
      this.#readers.get(message.room)?.heard(message);
    }
  }

  /** Whether a link may still come; `why` when none does by itself. */
  expect(why: string | undefined): void {
    this.questions.end(why === undefined ? undefined : new ChatError("closed", why));
  }

  end(): void {
    const error = new ChatError("closed", "the client was closed");
    this.questions.end(error);
    this.#outbox.end(error);
    for (const reader of this.#readers.values()) reader.end(error);
    this.#readers.clear();
  }

  /** What an earlier session left becomes visible with its room, once there are listeners. */
  #show(room: string): void {
    for (const outgoing of this.#outbox.letters(room)) this.#readers.get(room)?.tell({ kind: "outgoing", outgoing });
  }

  #erred(error: ErrorMessage): void {
    if (this.questions.answered(error.ref, error) || this.#outbox.failed(error)) return;
    for (const reader of this.#readers.values()) if (reader.failed(error)) return;
    this.#user.erred(error);
  }
}
