import { EMPTY_CHECK } from "./check.ts";
import type { Position } from "./position.ts";
import type { Store } from "./store.ts";
import type { Tail } from "./tail.ts";

/** A position that cannot be read on from. */
export interface Gone {
  /** Another history, or a part of this one that retention has passed. */
  readonly cause: "history" | "retention";
  /** For the reader to read. */
  readonly why: string;
}

const OTHER_HISTORY: Gone = { cause: "history", why: "this position is of another history of the room; start over" };
const PASSED: Gone = { cause: "retention", why: "the room no longer keeps what comes after this position" };

/** The log that a position is held against. */
export interface Located {
  readonly room: string;
  readonly head: Position;
  readonly tail: Tail;
  readonly store: Store;
}

/**
 * The offset that a position names, once it is sure that the log is the one it was given by: same epoch, not beyond the
 * head, and the entry there has the check that the position carries. Rejects as the store's `read` does.
 */
export async function locate(log: Located, position: Position): Promise<number | Gone> {
  const { room, head, tail, store } = log;
  if (position.epoch !== head.epoch || position.offset > head.offset) return OTHER_HISTORY;
  if (position.offset === head.offset) return position.check === head.check ? position.offset : OTHER_HISTORY;
  if (position.offset === 0 && position.check !== EMPTY_CHECK) return OTHER_HISTORY;
  const known = position.offset === 0 ? undefined : tail.entry(position.offset);
  if (known !== undefined) return known.check === position.check ? position.offset : OTHER_HISTORY;
  const { earliest } = await store.head(room);
  if (position.offset < earliest - 1) return PASSED;
  // The check of what retention has just passed is gone with it.
  if (position.offset < earliest) return position.offset;
  const [entry] = await store.read(room, position.offset - 1, 1);
  return entry?.offset === position.offset && entry.check === position.check ? position.offset : OTHER_HISTORY;
}
