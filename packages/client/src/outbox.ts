import { type ErrorMessage, MAX_TEXT_LENGTH, type Send, type Sent } from "@madang/wire/native";
import { ChatError } from "./chat-error.ts";
import { Lane, type Road } from "./lane.ts";
import { type Carriers, Letter } from "./letter.ts";
import type { ClientPorts } from "./options.ts";
import type { StoredText } from "./outbox-storage.ts";
import type { Outgoing } from "./outgoing.ts";

/** docs/protocol.md: a message is at most 64 KiB; a larger one would end the connection for good. */
const MAX_MESSAGE_BYTES = 65_536;

/** What the outbox tells, and what it needs of a link. */
export interface OutboxUser {
  say(message: Send): void;
  changed(outgoing: Outgoing): void;
  /** Somebody cannot wait. */
  wake(): void;
}

/** Keeps what was written until the server has told its fate, in order per room. */
export class Outbox implements Road, Carriers {
  readonly #ports: ClientPorts;
  readonly #user: OutboxUser;
  readonly #lanes = new Map<string, Lane>();
  /** What an earlier session left and nobody has claimed yet; undefined until the storage has told. */
  #left: readonly StoredText[] | undefined;
  #linked = false;
  #author: string | undefined;

  constructor(ports: ClientPorts, user: OutboxUser) {
    this.#ports = ports;
    this.#user = user;
    ports.storage.load().then(
      (texts) => this.#load(texts),
      () => this.#load([]),
    );
  }

  get clock(): ClientPorts["clock"] {
    return this.#ports.clock;
  }

  get random(): () => number {
    return this.#ports.random;
  }

  /** What an earlier session left goes first. */
  get open(): boolean {
    return this.#linked && this.#left !== undefined;
  }

  say(message: Send): void {
    this.#user.say(message);
  }

  send(room: string, given: string): Outgoing {
    const { clock, makeId } = this.#ports;
    // Half a surrogate pair would come back as another text, and its repeat as a conflict.
    const text = given.toWellFormed();
    const letter = new Letter({ id: makeId(), room, text, at: clock.now() }, this);
    const fault = faultOf(letter);
    if (fault !== undefined) {
      letter.fail("bad", fault);
      return letter;
    }
    this.#save(letter);
    this.#lane(room).push(letter);
    return letter;
  }

  /** What is on its way to a room. */
  letters(room: string): readonly Letter[] {
    return this.#lanes.get(room)?.letters ?? [];
  }

  opened(author: string): void {
    const known = this.#author;
    this.#author = author;
    this.#linked = true;
    // What was written before it was known by whom is known now.
    if (known === undefined)
      for (const lane of this.#lanes.values()) for (const letter of lane.letters) this.#save(letter);
    this.#claim();
    for (const lane of this.#lanes.values()) lane.go();
  }

  lost(): void {
    this.#linked = false;
    for (const lane of this.#lanes.values()) lane.lost();
  }

  sent({ room, id, position, repeat }: Sent): void {
    const letter = this.#take(room, id);
    letter?.arrived({ position, repeat });
  }

  /** True when the error is about a letter of this outbox. */
  failed(error: ErrorMessage): boolean {
    const { room = "", id = "", code, why } = error;
    const letter = this.#lanes.get(room)?.find(id);
    if (letter === undefined) return false;
    if (code === "fast" || code === "refused") this.#lanes.get(room)?.postpone(letter, error);
    else this.#take(room, id)?.fail(code, why);
    return true;
  }

  /** The links to come are somebody else's: what this person wrote must not go out under another name. */
  disown(): void {
    for (const lane of this.#lanes.values()) {
      for (const { room, id } of [...lane.letters]) this.#take(room, id)?.fail("login", "you are somebody else now");
    }
  }

  /** The client is closed; what is stored stays stored. */
  end(error: ChatError): void {
    for (const lane of this.#lanes.values()) for (const letter of lane.letters) letter.abandon(error);
  }

  changed(letter: Letter): void {
    this.#user.changed(letter);
  }

  retry(letter: Letter): void {
    const lane = this.#lane(letter.room);
    if (typeof letter.state === "object" && letter.state.failed !== "bad") {
      letter.become("queued");
      this.#save(letter);
      lane.push(letter);
    }
    if (this.#linked) lane.hurry();
    else this.#user.wake();
  }

  discard(letter: Letter): void {
    if (this.#take(letter.room, letter.id) === undefined) return;
    letter.abandon(new ChatError("discarded", "it was discarded"));
  }

  #take(room: string, id: string): Letter | undefined {
    const lane = this.#lanes.get(room);
    const letter = lane?.find(id);
    if (letter === undefined) return undefined;
    this.#ports.storage.remove(id).catch(() => {});
    lane?.remove(letter);
    return letter;
  }

  #save({ id, room, text, at }: Letter): void {
    const author = this.#author;
    this.#ports.storage.save({ id, room, text, at, ...(author === undefined ? {} : { author }) }).catch(() => {});
  }

  #load(texts: readonly StoredText[]): void {
    this.#left = texts;
    this.#claim();
    if (this.#linked) for (const lane of this.#lanes.values()) lane.go();
  }

  /** Takes what this person left; what others left waits for them. */
  #claim(): void {
    const isOwn = ({ author, id, room }: StoredText): boolean =>
      (author === undefined || author === this.#author) && this.#lanes.get(room)?.find(id) === undefined;
    const letters = this.#left?.filter(isOwn).map((text) => new Letter(text, this)) ?? [];
    this.#left = this.#left?.filter((text) => !isOwn(text));
    for (const [room, own] of Map.groupBy(letters, (letter) => letter.room)) this.#lane(room).unshift(own);
    for (const letter of letters) this.changed(letter);
  }

  #lane(room: string): Lane {
    let lane = this.#lanes.get(room);
    if (lane === undefined) {
      lane = new Lane(this);
      this.#lanes.set(room, lane);
    }
    return lane;
  }
}

function faultOf({ room, id, text }: Letter): string | undefined {
  if (text === "" || text.length > MAX_TEXT_LENGTH) return `a text has 1 to ${MAX_TEXT_LENGTH} characters`;
  const bytes = new TextEncoder().encode(JSON.stringify({ type: "send", room, id, text })).length;
  return bytes > MAX_MESSAGE_BYTES ? "this text is too large" : undefined;
}
