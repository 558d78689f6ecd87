import {
  type ClientMessage,
  type EntryObject,
  type ErrorMessage,
  type Joined,
  MAX_HISTORY,
  type PersonObject,
  type ServerMessage,
  type SkippedMessage,
} from "@madang/wire/native";
import { backoff } from "./backoff.ts";
import type { ChatError } from "./chat-error.ts";
import type { Clock } from "./clock.ts";
import { EventBuffer } from "./event-buffer.ts";
import { Listeners } from "./listeners.ts";
import type { Outgoing } from "./outgoing.ts";
import { Past } from "./past.ts";
import { People } from "./people.ts";
import { BEGINNING, standsAfter } from "./place.ts";
import type { Questions } from "./questions.ts";
import type { ReadFrom, Room, RoomEvent } from "./room.ts";
import { Typing } from "./typing.ts";

/** How much is shown of a room whose thread was lost. */
const AFTER_GAP = 50;
const NOBODY: Room["typing"] = { count: 0, people: [] };

/** What a room needs of its client. */
export interface ReaderDesk {
  readonly clock: Clock;
  readonly random: () => number;
  readonly questions: Questions;
  say(message: ClientMessage): void;
  send(room: string, text: string): Outgoing;
  left(reader: Reader): void;
}

/** A `Room` as the session sees it: joins, reads on from where it stood, and hands over each entry once. */
export class Reader implements Room {
  readonly name: string;
  readonly #desk: ReaderDesk;
  readonly #listeners = new Listeners<RoomEvent>();
  readonly #buffers = new Set<EventBuffer>();
  readonly #people = new People();
  readonly #past: Past;
  readonly #typing: Typing;
  #position: string | undefined;
  #last: number | undefined;
  #begun = false;
  #writing = NOBODY;
  /** Of the join that waits for its answer. */
  #ref: string | undefined;
  #live = false;
  #refusals = 0;
  #cancel: (() => void) | undefined;

  constructor(name: string, from: ReadFrom, desk: ReaderDesk) {
    this.name = name;
    this.#position = from.position;
    this.#last = from.last;
    this.#desk = desk;
    this.#past = new Past(name, (question) => desk.questions.ask(question));
    this.#typing = new Typing(desk.clock, (on) => desk.say({ type: "typing", room: name, on }));
  }

  get position(): string | undefined {
    return this.#position;
  }

  get people(): readonly PersonObject[] {
    return this.#people.list;
  }

  get present(): number {
    return this.#people.present;
  }

  get typing(): Room["typing"] {
    return this.#writing;
  }

  get earlier(): boolean {
    return this.#past.earlier;
  }

  on(_event: "event", hear: (event: RoomEvent) => void): () => void {
    return this.#listeners.add(hear);
  }

  send(text: string): Outgoing {
    this.#typing.over();
    return this.#desk.send(this.name, text);
  }

  history(limit?: number): Promise<readonly EntryObject[] | undefined> {
    return this.#past.page(limit);
  }

  setTyping(on: boolean): void {
    if (this.#live) this.#typing.set(on);
  }

  leave(): void {
    this.#desk.left(this);
  }

  [Symbol.asyncIterator](): EventBuffer {
    const buffer = new EventBuffer((left) => this.#buffers.delete(left));
    this.#buffers.add(buffer);
    return buffer;
  }

  tell(event: RoomEvent): void {
    this.#listeners.tell(event);
    for (const buffer of this.#buffers) buffer.push(event);
  }

  opened(): void {
    this.#ref = this.#desk.questions.ref();
    this.#desk.say({ type: "join", room: this.name, ...this.#from(), ref: this.#ref });
  }

  lost(): void {
    this.#cancel?.();
    this.#ref = undefined;
    this.#live = false;
    this.#typing.over();
    this.#write(NOBODY);
  }

  /** Nothing more will come. */
  end(error: ChatError): void {
    this.lost();
    this.#past.end(error);
    for (const buffer of this.#buffers) buffer.end();
    this.#buffers.clear();
  }

  /** True when the error answers this room's join. */
  failed(error: ErrorMessage): boolean {
    if (this.#ref === undefined || error.ref !== this.#ref) return false;
    const { code, wait, why, cause = "history" } = error;
    this.#ref = undefined;
    if (code === "fast" || code === "refused") {
      this.#refusals += 1;
      const { clock, random } = this.#desk;
      this.#cancel = clock.after(wait ?? backoff(this.#refusals, random), () => this.opened());
    } else if (this.#position !== undefined && (code === "gone" || code === "bad")) {
      this.#position = undefined;
      this.#last = AFTER_GAP;
      this.#begun = false;
      this.tell({ kind: "gap", cause, why });
      this.opened();
    } else this.tell({ kind: "error", error });
    return true;
  }

  heard(message: ServerMessage): void {
    if (message.type === "joined") this.#joined(message);
    else if (this.#live) this.#happened(message);
  }

  #from(): ReadFrom {
    if (this.#position !== undefined) return { position: this.#position };
    return this.#last === undefined ? {} : { last: Math.min(this.#last, MAX_HISTORY) };
  }

  #joined(message: Joined): void {
    if (message.ref !== this.#ref) return;
    const { position, earlier } = message;
    const stood = this.#position === BEGINNING ? undefined : this.#position;
    this.#ref = undefined;
    this.#refusals = 0;
    this.#live = true;
    this.#position = stood ?? position;
    if (!this.#begun) this.#past.begin(position, earlier);
    this.#begun = true;
    this.#people.joined(message);
    this.tell({ kind: "joined", resumed: stood !== undefined });
    this.tell({ kind: "presence" });
  }

  #happened(message: ServerMessage): void {
    switch (message.type) {
      case "entry":
        this.#read(message);
        break;
      case "here":
        this.#people.joined(message);
        this.tell({ kind: "presence" });
        break;
      case "came":
        this.#people.came(message);
        this.tell({ kind: "came", person: message.person });
        break;
      case "went":
        this.#people.went(message);
        this.tell({ kind: "went", person: message.person });
        break;
      case "crowd":
        this.#people.crowd(message);
        this.tell({ kind: "presence" });
        break;
      case "typing":
        this.#write({ count: message.count, people: message.people ?? [] });
        break;
      case "removed":
        this.tell({ kind: "removed", offset: message.offset });
        break;
      case "skipped":
        this.#skipped(message);
        break;
    }
  }

  #skipped({ type: kind, room: _, ...counts }: SkippedMessage): void {
    this.tell({ kind, ...counts });
  }

  #read({ type: _, ...entry }: EntryObject & { readonly type: "entry" }): void {
    if (!standsAfter(entry.position, this.#position)) return;
    this.#position = entry.position;
    this.tell({ kind: "entry", entry });
  }

  #write(writing: Room["typing"]): void {
    if (writing.count + this.#writing.count === 0) return;
    this.#writing = writing;
    this.tell({ kind: "typing" });
  }
}
