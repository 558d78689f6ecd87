import type { Audience } from "./audience.ts";
import { Batch } from "./batch.ts";
import { type Entry, withoutContent } from "./entry.ts";
import type { Happening } from "./happening.ts";
import { itemSize } from "./item-size.ts";
import type { Member } from "./member.ts";
import type { Position } from "./position.ts";
import type { Item } from "./spelling.ts";
import type { Tail } from "./tail.ts";
import type { Turn } from "./turn.ts";
import type { Waiters } from "./waiters.ts";

/** What a delivery goes through. */
export interface DeliveryParts {
  readonly turn: Turn;
  readonly tail: Tail;
  readonly audience: Audience;
  /** Those who wait for what comes next. */
  readonly waiters?: Waiters;
  /** What a batch may weigh, if it has more than one item. */
  readonly batchSize: number;
  /** The place at the tail's end. */
  readonly start?: Position;
  /** Hears of a member who has had enough, and is no longer in the audience. */
  slow(member: Member): void;
}

/** What arrives in a room in one turn, on its way to the tail and to everybody at the head at the turn's end. */
export class Delivery {
  readonly #parts: DeliveryParts;
  #pending: Item[] = [];
  /** Entries that were removed before they arrived here. */
  readonly #removed = new Set<number>();
  /** The offset of the last entry that has arrived. */
  #arrived: number;
  /** The place after it. */
  #at: Position | undefined;

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
    this.#arrived = parts.tail.end;
    this.#at = parts.start;
  }

  entry(entry: Entry): void {
    // A batch has no gap within: it is told between two of them.
    if (entry.offset !== this.#arrived + 1) this.flush();
    this.#arrived = entry.offset;
    this.#at = entry;
    this.#bring(this.#removed.delete(entry.offset) ? withoutContent(entry) : entry);
  }

  happening(happening: Happening): void {
    this.#bring(this.#at === undefined ? happening : { ...happening, at: placeOf(this.#at) });
  }

  /** Takes an entry's content out of what is pending or is yet to come. */
  erase(offset: number): void {
    if (offset > this.#arrived) this.#removed.add(offset);
    this.#pending = this.#pending.map((item) =>
      item.kind === "entry" && item.offset === offset ? withoutContent(item) : item,
    );
  }

  /** Delivers now what is pending. */
  flush(): void {
    const items = this.#pending;
    if (items.length === 0) return;
    this.#pending = [];
    let from = 0;
    let size = 0;
    for (let index = 0; index < items.length; index++) {
      const weight = itemSize(items[index] as Item);
      if (size + weight > this.#parts.batchSize && index > from) {
        this.#deliver(items.slice(from, index), true);
        from = index;
        size = 0;
      }
      size += weight;
    }
    this.#deliver(from === 0 ? items : items.slice(from), false);
  }

  #bring(item: Item): void {
    if (this.#pending.length === 0) this.#parts.turn.atEnd(() => this.flush());
    this.#pending.push(item);
  }

  #deliver(items: readonly Item[], followed: boolean): void {
    const { tail } = this.#parts;
    let after = tail.end;
    let { happened } = tail;
    for (const item of items) {
      if (item.kind === "entry") after = item.offset;
      else happened++;
    }
    const batch = new Batch(items, after, happened);
    batch.followed = followed;
    if (batch.before > tail.end) this.#leap(batch.before - tail.end, batch);
    tail.push(batch);
    this.#send(batch);
    this.#wake(batch);
  }

  #wake({ items, followed }: Batch): void {
    const { waiters } = this.#parts;
    if (waiters === undefined || waiters.size === 0) return;
    const entries = items.filter((item) => item.kind === "entry");
    const last = entries.at(-1);
    if (last === undefined) return;
    const { epoch, offset, check } = last;
    waiters.wake({ entries, end: { epoch, offset, check }, upToDate: !followed });
  }

  /** Tells everybody at the head of a gap before a batch. Whoever reads the batch from the tail sees the gap by itself. */
  #leap(entries: number, { before, happenedBefore }: Batch): void {
    const skipped: Happening = { kind: "skipped", entries, happenings: 0 };
    this.#send(new Batch([skipped], before, happenedBefore));
  }

  #send(batch: Batch): void {
    const { audience, slow } = this.#parts;
    audience.deliver(batch, (member) => {
      if (member.gone) return;
      audience.remove(member);
      member.cursor = batch.after;
      member.happened = batch.happened;
      slow(member);
    });
  }
}

/** Of an entry, its place alone: nobody keeps the entry for it. */
function placeOf({ epoch, offset, check }: Position): Position {
  return { epoch, offset, check };
}
