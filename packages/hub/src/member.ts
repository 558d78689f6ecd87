import { authorKey } from "./author.ts";
import type { Outlet } from "./outlet.ts";
import type { Person } from "./person.ts";
import type { Spelling } from "./spelling.ts";

/** How a member begins. */
export interface MemberStart {
  readonly person: Person;
  readonly spelling: Spelling;
  readonly outlet: Outlet;
  readonly cursor: number;
  readonly happened: number;
}

/** A connection's place in a room: a cursor, how to write to it, and where. */
export class Member {
  readonly person: Person;
  /** What all connections of the person have in common. */
  readonly key: string;
  /** `Room.respell` changes it. */
  spelling: Spelling;
  readonly outlet: Outlet;
  /** The offset of the last entry handed over. Not kept up while live: a live member stands at the room's head. */
  cursor: number;
  /** How many of the room's happenings it has seen or been told of as skipped. Not kept up while live, either. */
  happened: number;
  /** Its index in the live group; -1 when it is not live. */
  place = -1;
  /** It reads on by itself: its turn is to come, or a page from the store, or that will be tried again. */
  reading = false;
  gone = false;
  /** How many entries were left out for it that it has not been told of: later ones of their keys took their place. */
  conflated = 0;
  /** What was written last has said already that nothing is left (`Spelling.live`). */
  told = false;

  constructor({ person, spelling, outlet, cursor, happened }: MemberStart) {
    this.person = person;
    this.key = authorKey(person.author);
    this.spelling = spelling;
    this.outlet = outlet;
    this.cursor = cursor;
    this.happened = happened;
  }
}
