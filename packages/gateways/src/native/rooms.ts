import {
  authorKey,
  formatPosition,
  type Member,
  type Person,
  type Position,
  parsePosition,
  parseRoomName,
  type Room,
} from "@madang/hub";
import type { Carrier } from "@madang/wire";
import {
  type ClientMessage,
  type ErrorMessage,
  type History,
  type Join,
  type Leave,
  MAX_HISTORY,
  MAX_ROOMS,
  type Rooms,
  type Send,
  type ServerMessage,
  type Typing,
} from "@madang/wire/native";
import { keyRefusal } from "../entry-key.ts";
import { entryObject, personObject } from "../entry-object.ts";
import { about, refOf } from "./answer.ts";
import type { NativeTerms } from "./terms.ts";

/** In a room of more people than this, they are counted, not named. */
const MAX_NAMED_PEOPLE = 100;

type With<M> = M & { readonly ref?: string };
/** What somebody who has said hello may say. */
export type RoomMessage = Exclude<ClientMessage, { readonly type: "hello" | "token" | "ping" }>;

/** The connection that the rooms are of. */
export interface NativeRoomsParts {
  readonly terms: NativeTerms;
  readonly person: Person;
  readonly carrier: Carrier;
  tell(message: ServerMessage): void;
}

/** The rooms of one native connection: what is said to them, and from where it reads them. */
export class NativeRooms {
  readonly #terms: NativeTerms;
  readonly #person: Person;
  readonly #carrier: Carrier;
  readonly #tell: (message: ServerMessage) => void;
  readonly #joined = new Map<string, { readonly room: Room; readonly member: Member }>();
  #gone = false;

  constructor({ terms, person, carrier, tell }: NativeRoomsParts) {
    this.#terms = terms;
    this.#person = person;
    this.#carrier = carrier;
    this.#tell = tell;
  }

  /** A promise when what follows must wait. */
  handle(message: RoomMessage): Promise<void> | undefined {
    switch (message.type) {
      case "join":
        return this.#join(message);
      case "leave":
        this.#leave(message);
        return undefined;
      case "send":
        return this.#send(message);
      case "history":
        return this.#history(message);
      case "typing":
        this.#typing(message);
        return undefined;
      case "rooms":
        return this.#list(message);
    }
  }

  drained(): void {
    for (const { room, member } of this.#joined.values()) room.drained(member);
  }

  leaveAll(): void {
    this.#gone = true;
    for (const { room, member } of this.#joined.values()) room.leave(member);
    this.#joined.clear();
  }

  async #join(message: With<Join>): Promise<void> {
    const room = await this.#room(message);
    if (room === undefined) return;
    if (this.#joined.has(room.name)) {
      this.#fail(message, { code: "joined", why: `the room ${room.name} is joined already` });
      return;
    }
    if (this.#joined.size >= MAX_ROOMS) {
      this.#fail(message, { code: "rooms", why: `a connection is in at most ${MAX_ROOMS} rooms` });
      return;
    }
    const earliest = await room.earliest();
    const start = await this.#start(room, message);
    if (start === undefined || this.#gone) return;
    this.#tell({
      type: "joined",
      room: room.name,
      position: formatPosition(start),
      ...this.#peopleOf(room),
      earlier: start.offset >= earliest,
      volatile: room.volatile,
      ...refOf(message),
    });
    const spelling = this.#terms.spelling(room.name, this.#carrier.framing);
    this.#joined.set(room.name, {
      room,
      member: room.join({ person: this.#person, spelling, outlet: this.#carrier }, start.offset),
    });
  }

  /** Where a join begins to read; undefined when the client has been told why it cannot. */
  async #start(room: Room, message: With<Join>): Promise<Position | undefined> {
    if (message.position === undefined) return message.last === undefined ? room.head : room.beforeLast(message.last);
    return this.#located(room, message.position, message);
  }

  async #located(room: Room, text: string, message: object): Promise<Position | undefined> {
    // As in the HTTP log: the one word for a place that no room has given.
    if (text === "-1") return room.beginning();
    const position = parsePosition(text);
    if (position === undefined) {
      this.#fail(message, { code: "bad", why: "position: no room has given this position" });
      return undefined;
    }
    const located = await room.locate(position);
    if (typeof located === "number") return position;
    this.#fail(message, { code: "gone", cause: located.cause, why: located.why });
    return undefined;
  }

  /** Who is here with the one who joins now. */
  #peopleOf(room: Room): { readonly present: number; readonly people?: ReturnType<typeof personObject>[] } {
    const own = this.#person.author;
    // Nobody is listed among so many, and listing them for each of thousands who come at once would be quadratic.
    const { people } = room.counts;
    if (people > MAX_NAMED_PEOPLE + 1) return { present: people + (room.isPresent(own) ? 0 : 1) };
    const others = room.people().filter((author) => authorKey(author) !== authorKey(own));
    const present = others.length + 1;
    return present > MAX_NAMED_PEOPLE ? { present } : { present, people: [...others, own].map(personObject) };
  }

  #leave(message: With<Leave>): void {
    const place = this.#joined.get(message.room.normalize("NFC"));
    if (place === undefined) {
      this.#fail(message, { code: "not-joined", why: `the room ${message.room} is not joined` });
      return;
    }
    this.#joined.delete(place.room.name);
    place.room.leave(place.member);
    this.#tell({ type: "left", room: place.room.name, ...refOf(message) });
  }

  #send(message: With<Send>): Promise<void> | undefined {
    const joined = this.#joined.get(message.room);
    if (joined !== undefined) {
      this.#append(joined.room, message);
      return undefined;
    }
    return this.#room(message).then((room) => room && this.#append(room, message));
  }

  #append(room: Room, message: With<Send>): void {
    const { hub } = this.#terms;
    const { id, text, key } = message;
    const { author } = this.#person;
    const unkeyed = keyRefusal(room, key);
    if (unkeyed !== undefined) {
      this.#fail(message, { code: "bad", why: `key: ${unkeyed}` });
      return;
    }
    const wait = hub.messageWait(author);
    if (wait > 0) {
      this.#fail(message, { code: "fast", wait, why: `too many messages; wait ${(wait / 1000).toFixed(1)} s` });
      return;
    }
    room.append(hub.draft(author, { text }, key === undefined ? { id } : { id, key }), (receipt) => {
      if (receipt.outcome === "refused") {
        this.#fail(message, { code: "refused", why: receipt.why });
      } else if (receipt.outcome === "conflict") {
        this.#fail(message, { code: "conflict", why: "this id stands for another message" });
      } else {
        const position = formatPosition(receipt.position);
        this.#tell({
          type: "sent",
          room: room.name,
          id,
          position,
          repeat: receipt.outcome === "repeat",
          ...refOf(message),
        });
      }
    });
    room.typing(author, false);
  }

  async #history(message: With<History>): Promise<void> {
    const room = await this.#room(message);
    const before = room && (await this.#located(room, message.before, message));
    if (room === undefined || before === undefined) return;
    const { start, entries, earlier } = await room.history(before.offset, message.limit ?? MAX_HISTORY);
    this.#tell({
      type: "history",
      room: room.name,
      position: formatPosition(start),
      entries: entries.map(entryObject),
      earlier,
      ...refOf(message),
    });
  }

  #typing({ room, on }: Typing): void {
    this.#joined.get(room.normalize("NFC"))?.room.typing(this.#person.author, on);
  }

  async #list(message: With<Rooms>): Promise<void> {
    const rooms = await this.#terms.hub.roomList();
    this.#tell({ type: "rooms", rooms, ...refOf(message) });
  }

  async #room(message: { readonly room: string }): Promise<Room | undefined> {
    const name = parseRoomName(message.room);
    const room = name === undefined ? undefined : await this.#terms.hub.room(name);
    if (room === undefined)
      this.#fail(message, { code: "room", why: `there is no room named ${JSON.stringify(message.room)}` });
    return room;
  }

  #fail(message: object, error: Pick<ErrorMessage, "code" | "why" | "cause" | "wait">): void {
    this.#tell({ type: "error", ...error, ...about(message) });
  }
}
