import type { Ban, Head, RoomRecord, RoomSettings } from "@madang/hub";
import type { Cell } from "./cells.ts";

/** What can be asked of the disk's thread without changing anything. */
interface Reading {
  head: { readonly room: string };
  read: { readonly room: string; readonly after: number; readonly limit: number };
  find: { readonly name: string };
  rooms: object;
  bans: object;
  names: object;
}

/** What changes something, and is answered when it is durable. */
interface Writing {
  begin: { readonly room: string };
  /** Takes the next `count` drafts from the cells of its group. */
  append: { readonly room: string; readonly count: number };
  /** The same, all of them or none. */
  appendAll: { readonly room: string; readonly count: number };
  remove: { readonly room: string; readonly offset: number };
  prune: { readonly room: string; readonly at: number };
  put: { readonly name: string; readonly settings: RoomSettings };
  ban: { readonly ban: Ban };
  lift: { readonly ban: Ban };
  keepName: { readonly folded: string };
}

/** What each call is answered with. */
export interface Values {
  /** Undefined: there is no such log. */
  head: Head | undefined;
  read: Page;
  find: RoomRecord | undefined;
  rooms: readonly RoomRecord[];
  bans: readonly Ban[];
  names: readonly string[];
  begin: Head;
  /** Three numbers for each draft: an index into `OUTCOMES`, the offset, the check. */
  append: readonly number[];
  /** The same, or two numbers: the index of the first conflict, and its offset. */
  appendAll: readonly number[];
  remove: boolean;
  prune: PruneStep;
  put: "made" | "changed";
  ban: boolean;
  lift: boolean;
  keepName: true;
}

/** The outcomes of an append, by the number that stands for them between the threads. */
export const OUTCOMES = ["new", "repeat", "conflict"] as const;

/** Entries of one log, as cells. */
export interface Page {
  readonly epoch: string;
  readonly cells: readonly Cell[];
}

/** One bounded step of a prune. */
export interface PruneStep {
  readonly earliest: number;
  /** There may be more to forget. */
  readonly more: boolean;
}

type Calls<Of> = { readonly [Kind in keyof Of]: { readonly kind: Kind } & Of[Kind] };

export type Read = Calls<Reading>[keyof Reading];
export type Write = Calls<Writing>[keyof Writing];

/** What goes to the thread in one message, when it has answered the one before. */
export interface Group {
  readonly reads: readonly Read[];
  readonly writes: readonly Write[];
  /** The drafts of all appends among `writes`, in order. */
  readonly cells: readonly Cell[];
}

/** Why the call at `index` of its list has no value. */
export interface Failure {
  readonly index: number;
  /** True: the disk could not take it (`StoreRefusal`). False: it failed for a reason of its own. */
  readonly refusal: boolean;
  readonly message: string;
}

/** What the thread says. A group is answered by one report for its reads and one for its writes, where it has any. */
export type Report =
  | { readonly kind: "opened" }
  | { readonly kind: "unopened"; readonly reason: string }
  | { readonly kind: "read" | "written"; readonly values: readonly unknown[]; readonly failures: readonly Failure[] }
  | { readonly kind: "health"; readonly refusing: string | undefined };

/** What the thread is told: a group, or to end. */
export type Order = Group | "close";
