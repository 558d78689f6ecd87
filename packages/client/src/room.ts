import type { EntryObject, ErrorMessage, PersonObject } from "@madang/wire/native";
import type { Outgoing } from "./outgoing.ts";

export type RoomEvent =
  | { readonly kind: "entry"; readonly entry: EntryObject }
  | { readonly kind: "came" | "went"; readonly person: PersonObject }
  /** `people` and `present` have changed as a whole. */
  | { readonly kind: "presence" }
  | { readonly kind: "typing" }
  /** The content of an entry was taken away. */
  | { readonly kind: "removed"; readonly offset: number }
  /** Its state has changed, or it was found in the storage. */
  | { readonly kind: "outgoing"; readonly outgoing: Outgoing }
  /** So many are not to be had any more: this reader could not keep up. Of `conflated` a later one of their key is given. */
  | { readonly kind: "skipped"; readonly entries: number; readonly events: number; readonly conflated?: number }
  /** The position was refused: what is shown may not connect to what follows. */
  | { readonly kind: "gap"; readonly cause: "history" | "retention"; readonly why: string }
  | { readonly kind: "joined"; readonly resumed: boolean }
  | { readonly kind: "error"; readonly error: ErrorMessage };

/** Where reading begins: after `position` (`-1`: with the first that the room keeps), or with the `last` entries (200 at most), or now. */
export interface ReadFrom {
  readonly position?: string;
  readonly last?: number;
}

/** A room as one reads it and writes to it. Iterating gives its events from then on; a loop that falls far behind skips. */
export interface Room extends AsyncIterable<RoomEvent> {
  readonly name: string;
  /** After the last entry handed over; keep it to resume in another session. */
  readonly position: string | undefined;
  /** Empty when there are so many that they are only counted. */
  readonly people: readonly PersonObject[];
  readonly present: number;
  readonly typing: { readonly count: number; readonly people: readonly PersonObject[] };
  /** There is history above what was read. */
  readonly earlier: boolean;
  on(event: "event", hear: (event: RoomEvent) => void): () => void;
  /** Also without a link: then it waits. */
  send(text: string): Outgoing;
  /** The page above what is known, oldest first; undefined when there is none. */
  history(limit?: number): Promise<readonly EntryObject[] | undefined>;
  /** May be called at every key. */
  setTyping(on: boolean): void;
  leave(): void;
}
