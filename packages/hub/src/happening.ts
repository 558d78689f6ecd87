import type { Author } from "./author.ts";
import type { Position } from "./position.ts";

/** What happens in a room and is not kept: at most once, in order with the entries for whoever is at the head. */
export type Happening = Joined | Left | Crowd | Typists | Relay | Signal | Removed | Skipped;

/** What all of them have. */
interface Told {
  /** Whom it does not reach: one member, or by key (`authorKey`) all connections of a person. */
  readonly except?: object | string;
  /** After which entry it happened. The room that hands it out says so; of what one reader alone is told, nobody does. */
  readonly at?: Position;
}

/** Somebody came in, with their first connection. */
export interface Joined extends Told {
  readonly kind: "joined";
  readonly person: Author;
}

/** Somebody's last connection went. */
export interface Left extends Told {
  readonly kind: "left";
  readonly person: Author;
}

/** Comings and goings of a second in a room with too many people to name them. */
export interface Crowd extends Told {
  readonly kind: "crowd";
  readonly joined: number;
  readonly left: number;
  readonly present: number;
}

/** All who are writing now. */
export interface Typists extends Told {
  readonly kind: "typing";
  readonly count: number;
  /** Not in a room of too many people to name them. */
  readonly people?: readonly Author[];
}

/** Bytes for the others in the room, as they came. */
export interface Relay extends Told {
  readonly kind: "relay";
  readonly from: Author;
  readonly data: Uint8Array;
}

/** An application's own event for the others in the room, in the words of the protocol that it came by. */
export interface Signal extends Told {
  readonly kind: "signal";
  readonly from: Author;
  readonly name: string;
  /** Its arguments as JSON, joined by commas; where bytes stand in them, that protocol's placeholders. */
  readonly body: string;
  readonly attachments: readonly Uint8Array[];
}

/** The operator took an entry's content away. */
export interface Removed extends Told {
  readonly kind: "removed";
  readonly offset: number;
}

/** For one reader that fell behind: so many entries or volatile events are not to be had any more. */
export interface Skipped extends Told {
  readonly kind: "skipped";
  readonly entries: number;
  readonly happenings: number;
  /** So many entries were left out because a later one of their key follows, or has come. Not said when there are none. */
  readonly conflated?: number;
}
