import type { Author, Person, Receipt, Room } from "@madang/hub";
import { formatPosition } from "@madang/hub";
import { type History, MAX_HISTORY, type Send, type Typing } from "@madang/wire/native";
import { detach, MAX_ATTACHMENTS } from "@madang/wire/socketio";
import { keyRefusal } from "../entry-key.ts";
import { entryObject } from "../entry-object.ts";
import { Complaint } from "./complaint.ts";
import type { PassOn, SocketIoRequest } from "./request.ts";
import type { Place, SocketIoRooms } from "./rooms.ts";
import type { SocketIoTerms } from "./terms.ts";

/** 64 Ki characters of JSON and bytes, together, in an event that is passed on: each member gets all of it, and the room holds it for a while. */
export const MAX_PASSED_BYTES: number = 64 * 1024;

/** What becomes of a request: `{ok: true, …}`, or why it was not done. */
export type Answer = (answer: object) => void;

/** What somebody who is let in may want. */
export type DeskRequest = Exclude<SocketIoRequest, { readonly type: "bad" }>;

export interface SocketIoDeskParts {
  readonly terms: SocketIoTerms;
  readonly person: Person;
  readonly rooms: SocketIoRooms;
}

/** What one Socket.IO connection wants done, and is told of it. */
export class SocketIoDesk {
  readonly #terms: SocketIoTerms;
  readonly #person: Person;
  readonly #rooms: SocketIoRooms;

  constructor({ terms, person, rooms }: SocketIoDeskParts) {
    this.#terms = terms;
    this.#person = person;
    this.#rooms = rooms;
  }

  /** A promise when what follows must wait. It rejects with, and this throws, `Complaint` for what cannot be. */
  handle(request: DeskRequest, answer: Answer): Promise<void> | undefined {
    const done = (about: object): void => answer({ ok: true, ...about });
    switch (request.type) {
      case "join":
        return this.#rooms.join(request, done);
      case "leave":
        done(this.#rooms.leave(request.room));
        return undefined;
      case "send":
        return this.#send(request, answer);
      case "typing":
        this.#typing(request, done);
        return undefined;
      case "history":
        return this.#history(request, done);
      case "rooms":
        return this.#terms.hub.roomList().then((rooms) => done({ rooms }));
      case "pass on":
        this.#passOn(request, done);
        return undefined;
    }
  }

  get #author(): Author {
    return this.#person.author;
  }

  #send(request: Send, answer: Answer): Promise<void> | undefined {
    const place = this.#rooms.get(request.room);
    if (place === undefined) return this.#rooms.find(request.room).then((room) => this.#append(room, request, answer));
    this.#append(place.room, request, answer);
    return undefined;
  }

  #append(room: Room, { id, text, key }: Send, answer: Answer): void {
    const { hub } = this.#terms;
    this.#mustSend();
    const unkeyed = keyRefusal(room, key);
    if (unkeyed !== undefined) throw new Complaint("bad", `key: ${unkeyed}`, { room: room.name, id });
    mustWait(hub.messageWait(this.#author));
    const draft = hub.draft(this.#author, { text }, key === undefined ? { id } : { id, key });
    room.append(draft, (receipt) => answer(receiptAnswer(room.name, id, receipt)));
    room.typing(this.#author, false);
  }

  #typing({ room, on }: Typing, done: Answer): void {
    const place = this.#rooms.get(room);
    if (place === undefined) throw new Complaint("not-joined", `the room ${room} is not joined`);
    place.room.typing(this.#author, on);
    done({});
  }

  async #history(request: History, done: Answer): Promise<void> {
    const room = await this.#rooms.find(request.room);
    const before = await this.#rooms.located(room, request.before);
    const { start, entries, earlier } = await room.history(before.offset, request.limit ?? MAX_HISTORY);
    done({ room: room.name, position: formatPosition(start), entries: entries.map(entryObject), earlier });
  }

  /** An application's own event, for the others in a room. */
  #passOn({ name, args }: PassOn, done: Answer): void {
    const { room, member } = this.#target(args);
    this.#mustSend();
    const attachments: Uint8Array[] = [];
    const body = JSON.stringify(detach(args, attachments)).slice(1, -1);
    if (attachments.length > MAX_ATTACHMENTS)
      throw new Complaint("bad", `${name}: an event that is passed on has bytes in at most ${MAX_ATTACHMENTS} places`);
    const size = attachments.reduce((sum, { length }) => sum + length, body.length);
    if (size > MAX_PASSED_BYTES)
      throw new Complaint(
        "bad",
        `${name}: an event that is passed on has at most ${MAX_PASSED_BYTES} characters and bytes`,
      );
    mustWait(this.#terms.hub.relayWait(this.#author));
    room.happen({ kind: "signal", from: this.#author, name, body, attachments, except: member });
    done({ room: room.name });
  }

  /** The room that the first argument names, or the only one. */
  #target([first]: readonly unknown[]): Place {
    const place = (typeof first === "string" ? this.#rooms.get(first) : undefined) ?? this.#rooms.only;
    if (place === undefined && this.#rooms.isEmpty) throw new Complaint("not-joined", "join a room first");
    if (place === undefined)
      throw new Complaint("room", "in several rooms, the first argument says for which one an event is");
    if (!place.room.relays) throw new Complaint("refused", `the room ${place.room.name} passes no events on`);
    return place;
  }

  #mustSend(): void {
    const refusal = this.#terms.hub.rights.refusal(this.#author, this.#person.address, "send");
    if (refusal !== undefined) throw new Complaint("banned", refusal);
  }
}

function mustWait(wait: number): void {
  if (wait > 0) throw new Complaint("fast", `too much at once; wait ${(wait / 1000).toFixed(1)} s`, { wait });
}

function receiptAnswer(room: string, id: string, receipt: Receipt): object {
  if (receipt.outcome === "refused") return new Complaint("refused", receipt.why, { room, id }).answer;
  if (receipt.outcome === "conflict")
    return new Complaint("conflict", "this id stands for another message", { room, id }).answer;
  const { outcome, position } = receipt;
  const repeat = outcome === "repeat";
  return { ok: true, room, id, offset: position.offset, position: formatPosition(position), repeat };
}
