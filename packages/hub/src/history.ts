import { contentSize, type Entry } from "./entry.ts";
import type { Located } from "./locate.ts";
import { type Position, startOf } from "./position.ts";

/** 256 Ki units of content in a page, or one entry: what a reader of the past makes a node hold for it. */
const MAX_PAGE_SIZE = 256 * 1024;

/** A stretch of a room's past. */
export interface HistoryPage {
  /** The place before its first entry. */
  readonly start: Position;
  readonly entries: readonly Entry[];
  /** There is more before it. */
  readonly earlier: boolean;
}

/** The place before the last `count` entries that are kept. Rejects as the store does. */
export async function beforeLast(log: Located, count: number): Promise<Position> {
  const { earliest } = await log.store.head(log.room);
  return positionAt(log, Math.max(earliest - 1, log.head.offset - count));
}

/**
 * At most `limit` entries up to the offset `before`, that one too, oldest first; fewer when they are long. Rejects as
 * the store does.
 */
export async function historyBefore(log: Located, before: number, limit: number): Promise<HistoryPage> {
  const { earliest } = await log.store.head(log.room);
  const from = Math.min(before, Math.max(earliest - 1, before - limit));
  const entries = from === before ? [] : await log.store.read(log.room, from, before - from);
  const first = firstThatFits(entries);
  const last = entries[first - 1];
  if (last !== undefined) {
    const { epoch, offset, check } = last;
    return { start: { epoch, offset, check }, entries: entries.slice(first), earlier: true };
  }
  return { start: await positionAt(log, from), entries, earlier: from >= earliest };
}

/** From which index on the entries are no heavier than a page may be. */
function firstThatFits(entries: readonly Entry[]): number {
  let size = 0;
  for (let index = entries.length - 1; index >= 0; index--) {
    size += contentSize(entries[index]?.content ?? { text: "" });
    if (size > MAX_PAGE_SIZE) return Math.min(index + 1, entries.length - 1);
  }
  return 0;
}

/** The place after the entry `offset`. Rejects as the store does. */
export async function positionAt({ room, head, tail, store }: Located, offset: number): Promise<Position> {
  if (offset === head.offset) return head;
  if (offset === 0) return startOf(head.epoch);
  const entry = tail.entry(offset) ?? (await store.read(room, offset - 1, 1))[0];
  // The check of what retention has passed is gone with it; `locate` asks for none there.
  return { epoch: head.epoch, offset, check: entry?.offset === offset ? entry.check : 0 };
}
