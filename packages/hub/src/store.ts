import type { Draft, Entry } from "./entry.ts";

/** How a log stands. */
export interface Head {
  readonly epoch: string;
  /** The last entry's offset; 0 when there is none. */
  readonly offset: number;
  /** The last entry's check; `EMPTY_CHECK` when there is none. */
  readonly check: number;
  /** The smallest offset still kept; `offset + 1` when nothing is. */
  readonly earliest: number;
}

/** What became of one draft. */
export type Appended =
  /** It is the entry at `offset`. */
  | { readonly outcome: "new"; readonly offset: number; readonly check: number }
  /** The same author said the same under this id before: that entry is the answer. */
  | { readonly outcome: "repeat"; readonly offset: number; readonly check: number }
  /** The same author used this id for something else, at `offset`. Nothing was appended. */
  | { readonly outcome: "conflict"; readonly offset: number };

/** An answer to a draft that is in the log. */
export type Kept = Exclude<Appended, { readonly outcome: "conflict" }>;

/** Why none of several drafts was appended: that at `index` has an id that its author used for something else. */
export interface Conflict {
  readonly outcome: "conflict";
  readonly index: number;
  readonly offset: number;
}

/**
 * What keeps logs. Calls may overlap; appends to one room take effect in the order of the calls. An implementation
 * decides nothing about rights and never looks into a content.
 */
export interface Store {
  /** How the log of `room` stands, begun (with a new epoch) when there was none. */
  head(room: string): Promise<Head>;
  /**
   * Appends in order and answers, one for each draft, when all of them are durable. Offsets are contiguous over all
   * writers of the log. A draft whose author and id are known becomes no entry, also within one call, for as long as
   * the entry is kept, removed or not. Rejects with `StoreRefusal`, and then has appended none of them.
   */
  append(room: string, drafts: readonly Draft[]): Promise<readonly Appended[]>;
  /**
   * Appends as `append` does, all of them or, when one conflicts, none: the answer is then the first conflict, within
   * the call or with what is kept. What it appends has contiguous offsets. Ordered with the calls of `append`.
   */
  appendAll(room: string, drafts: readonly Draft[]): Promise<readonly Kept[] | Conflict>;
  /** At most `limit` entries with an offset above `after`, in order; fewer only when the log has no more. */
  read(room: string, after: number, limit: number): Promise<readonly Entry[]>;
  /** Takes the content of an entry away for good, its place stays. False: there is no such entry. */
  remove(room: string, offset: number): Promise<boolean>;
  /** Forgets every entry before `at` (milliseconds since 1970) up to the first later one; answers the earliest offset. */
  prune(room: string, at: number): Promise<number>;
  /** Ends; what was accepted before is durable when this resolves. */
  close(): Promise<void>;
}

/** The store cannot make anything durable now (a full disk, a failed fsync). Nothing of the call was appended. */
export class StoreRefusal extends Error {
  override readonly name = "StoreRefusal";
}

/** A store that knows whether it takes writes, and finds out by itself when it can again. */
export interface Health {
  /** Why nothing is taken now; undefined while all is well. */
  readonly refusing: string | undefined;
}
