import {
  authorKey,
  formatPosition,
  type Member,
  type Person,
  type Position,
  parsePosition,
  parseRoomName,
  type Room,
  type Spelling,
} from "@madang/hub";
import { type Carrier, parsePositions } from "@madang/wire";
import { type Join, MAX_ROOMS } from "@madang/wire/native";
import { personObject } from "../entry-object.ts";
import { Complaint } from "./complaint.ts";
import { Places, placeIn } from "./places.ts";
import type { SocketIoTerms } from "./terms.ts";

/** In a room of more people than this, they are counted, not named. */
const MAX_NAMED_PEOPLE = 100;

/** The connection that the rooms are of. */
export interface SocketIoRoomsParts {
  readonly terms: SocketIoTerms;
  readonly person: Person;
  readonly carrier: Carrier;
  /** Sends an event to this connection alone. */
  tell(name: string, ...args: readonly unknown[]): void;
}

/** A room that the connection is in. */
export interface Place {
  readonly room: Room;
  readonly member: Member;
}

/** From where a room is read on. */
export interface Start {
  readonly room: Room;
  readonly at: Position;
}

/** The rooms of one Socket.IO connection, and where it stands in them. */
export class SocketIoRooms {
  readonly #parts: SocketIoRoomsParts;
  readonly #joined = new Map<string, Place>();
  /** Kept up while it is in several rooms; most connections never are. */
  #several: Places | undefined;
  #gone = false;

  constructor(parts: SocketIoRoomsParts) {
    this.#parts = parts;
  }

  get #places(): Places {
    this.#several ??= new Places();
    return this.#several;
  }

  get(room: string): Place | undefined {
    return this.#joined.get(room.normalize("NFC"));
  }

  /** The only one, if there is one. */
  get only(): Place | undefined {
    const [first] = this.#joined.values();
    return this.#joined.size === 1 ? first : undefined;
  }

  get isEmpty(): boolean {
    return this.#joined.size === 0;
  }

  /** `answer` hears of it before the first entry is there. Throws `Complaint`. */
  async join(request: Join, answer: (about: object) => void): Promise<void> {
    const room = await this.find(request.room);
    if (this.#joined.has(room.name)) {
      answer({ room: room.name, again: true });
      return;
    }
    if (this.#joined.size >= MAX_ROOMS) throw new Complaint("rooms", `a connection is in at most ${MAX_ROOMS} rooms`);
    const at = await this.#start(room, request);
    const earlier = at.offset >= (await room.earliest());
    await this.#apart();
    if (this.#gone) throw new Complaint("refused", "the connection has ended");
    const more = { position: formatPosition(at), earlier, volatile: room.volatile };
    this.#enter([{ room, at }], (about) => answer({ ...about, ...more }));
  }

  /** Where to read on, for the string that a client's last event ended in; undefined when any of it cannot be. */
  async locate(offset: string): Promise<Start[] | undefined> {
    const starts: Start[] = [];
    for (const [name, token] of parsePositions(offset) ?? []) {
      const at = parsePosition(token);
      const room = at === undefined ? undefined : await this.#parts.terms.hub.room(name);
      if (at === undefined || room === undefined || typeof (await room.locate(at)) !== "number") return undefined;
      starts.push({ room, at });
    }
    return starts.length > 0 ? starts : undefined;
  }

  /** Goes on in rooms where an earlier connection was. */
  resume(starts: readonly Start[]): void {
    this.#enter(starts, () => undefined);
  }

  /** Throws `Complaint`. */
  leave(name: string): object {
    const place = this.get(name);
    if (place === undefined) throw new Complaint("not-joined", `the room ${name} is not joined`);
    const { room, member } = place;
    this.#joined.delete(room.name);
    room.leave(member);
    this.#places.delete(room.name);
    this.#tell("away", { room: room.name }, this.#places.text);
    const { only } = this;
    if (only !== undefined && this.#recovers) {
      this.#places.clear();
      only.room.respell(only.member, this.#spelling(only.room));
    }
    return { room: room.name };
  }

  /** Throws `Complaint`. */
  async find(text: string): Promise<Room> {
    const name = parseRoomName(text);
    const room = name === undefined ? undefined : await this.#parts.terms.hub.room(name);
    if (room === undefined) throw new Complaint("room", `there is no room named ${JSON.stringify(text)}`);
    return room;
  }

  /** Throws `Complaint`. */
  async located(room: Room, text: string): Promise<Position> {
    const position = parsePosition(text);
    if (position === undefined) throw new Complaint("bad", "position: no room has given this position");
    const located = await room.locate(position);
    if (typeof located === "number") return position;
    throw new Complaint("gone", located.why, { cause: located.cause });
  }

  drained(): void {
    for (const { room, member } of this.#joined.values()) room.drained(member);
  }

  /** The carrier frames in another way from now on. */
  reframed(): void {
    for (const { room, member } of this.#joined.values()) room.respell(member, this.#spelling(room));
  }

  leaveAll(gone: boolean): void {
    this.#gone = gone;
    for (const { room, member } of this.#joined.values()) room.leave(member);
    this.#joined.clear();
    this.#several = undefined;
  }

  async #start(room: Room, { position, last }: Join): Promise<Position> {
    if (position !== undefined) return this.located(room, position);
    return last === undefined ? room.head : room.beforeLast(last);
  }

  get #recovers(): boolean {
    return this.#parts.terms.passes !== undefined;
  }

  /** Whoever has been in one room finds out where it stands there, before it is in another. */
  async #apart(): Promise<void> {
    const { only } = this;
    if (only === undefined || !this.#recovers) return;
    await only.room.stand(only.member, (at) => {
      this.#places.set(only.room.name, at);
      only.room.respell(only.member, this.#own(only.room));
    });
  }

  /** Tells of the rooms, and then reads them. */
  #enter(starts: readonly Start[], told: (about: object) => void): void {
    const { person, carrier: outlet } = this.#parts;
    const isOnly = this.#joined.size + starts.length === 1;
    if (!isOnly) for (const { room, at } of starts) this.#places.set(room.name, at);
    for (const { room, at } of starts) {
      const about = { room: room.name, ...this.#peopleOf(room) };
      this.#tell("here", about, isOnly ? placeIn(room.name)(at) : this.#places.text);
      told(about);
      const spelling = isOnly || !this.#recovers ? this.#shared(room) : this.#own(room);
      this.#joined.set(room.name, { room, member: room.join({ person, spelling, outlet }, at.offset) });
    }
  }

  #tell(name: string, about: object, place: string): void {
    if (this.#recovers) this.#parts.tell(name, about, place);
    else this.#parts.tell(name, about);
  }

  #spelling(room: Room): Spelling {
    return this.#joined.size === 1 || !this.#recovers ? this.#shared(room) : this.#own(room);
  }

  #shared(room: Room): Spelling {
    const { terms, carrier } = this.#parts;
    return terms.spellings.shared(room.name, carrier.framing);
  }

  #own(room: Room): Spelling {
    const { terms, carrier } = this.#parts;
    return terms.spellings.own(room.name, carrier.framing, this.#places);
  }

  /** Who is here with the one who joins now. */
  #peopleOf(room: Room): { readonly present: number; readonly people?: object[] } {
    const own = this.#parts.person.author;
    const others = room.people().filter((author) => authorKey(author) !== authorKey(own));
    const present = others.length + 1;
    return present > MAX_NAMED_PEOPLE ? { present } : { present, people: [...others, own].map(personObject) };
  }
}
