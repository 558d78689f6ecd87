import type { Batch } from "./batch.ts";
import type { ImageShelf } from "./image-shelf.ts";
import type { Located } from "./locate.ts";
import type { Pages } from "./pages.ts";
import type { Position } from "./position.ts";
import type { Item, Spelling } from "./spelling.ts";

/** 256 Ki units of content in one answer; a single longer entry is an answer by itself. */
export const MAX_READING_SIZE: number = 256 * 1024;

/** What one answer says of a log: entries, spelled in pieces that others who read here share. */
export interface Reading {
  readonly images: readonly Uint8Array[];
  /** Where a reader stands who has read them. */
  readonly end: Position;
  /** Nothing that has arrived is left after them. */
  readonly upToDate: boolean;
  /** How many of them are without their content: with both ends, it says whether an answer is still the same. */
  readonly removed: number;
}

/** The log that is read, and what reading it leaves for others. */
export interface Read extends Located {
  readonly epoch: string;
  readonly pages: Pages;
  readonly shelf: ImageShelf;
}

/**
 * What comes after the entry `after`, as much as fits one answer. Undefined: retention has passed some of it. Rejects as
 * the store's `read` does.
 */
export async function readAfter(log: Read, spelling: Spelling, after: number): Promise<Reading | undefined> {
  const { tail, shelf } = log;
  const images: Uint8Array[] = [];
  let [cursor, size, removed] = [after, 0, 0];
  let end: Position | undefined;
  while (cursor < tail.end && size < MAX_READING_SIZE) {
    const batch = await batchAfter(log, cursor);
    if (batch === undefined) continue;
    if (batch.before > cursor || batch.items.length === 0) {
      if (end === undefined) return undefined;
      break;
    }
    images.push(imageAfter(log, batch, { spelling, cursor, shelf }));
    for (const item of batch.items) {
      if (item.kind !== "entry" || item.offset <= cursor || item.offset > tail.end) continue;
      end = { epoch: item.epoch, offset: item.offset, check: item.check };
      if (item.removed) removed++;
    }
    cursor = Math.min(batch.after, tail.end);
    size += batch.size;
  }
  return { images, end: end ?? log.head, upToDate: cursor >= tail.end, removed };
}

/** The batch that goes on after `cursor`; undefined when it has changed while it was read. */
async function batchAfter(log: Read, cursor: number): Promise<Batch | undefined> {
  const { tail, pages } = log;
  const number = tail.after(cursor);
  if (number !== undefined) return tail.at(number);
  const { forgets } = pages;
  const page = await pages.read(log, cursor);
  return pages.forgets === forgets ? page : undefined;
}

interface Place {
  readonly spelling: Spelling;
  readonly cursor: number;
  readonly shelf: ImageShelf;
}

/** The entries of a batch for a reader at `cursor`: everybody's image, or the rest of it. */
function imageAfter({ tail }: Read, batch: Batch, { spelling, cursor, shelf }: Place): Uint8Array {
  if (cursor <= batch.before && batch.after <= tail.end) return batch.entriesImage(spelling, shelf);
  const isLeft = (item: Item): boolean => item.kind === "entry" && item.offset > cursor && item.offset <= tail.end;
  return spelling.spell(batch.items.filter(isLeft));
}
