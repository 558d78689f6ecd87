import type { Batch } from "./batch.ts";
import type { Cancel, Clock } from "./clock.ts";
import type { Happening } from "./happening.ts";
import type { ImageShelf } from "./image-shelf.ts";
import type { LeftOut } from "./left-out.ts";
import type { Member } from "./member.ts";
import type { PagedLog, Pages } from "./pages.ts";
import type { Position } from "./position.ts";
import type { Ration } from "./ration.ts";
import type { Spelling } from "./spelling.ts";
import type { Tail } from "./tail.ts";

/** 1 s between tries when the store cannot be read. */
export const RETRY_MS = 1000;

/** Where a replay reads. */
export interface Past extends PagedLog {
  readonly tail: Tail;
  readonly pages: Pages;
  readonly shelf: ImageShelf;
  readonly clock: Clock;
  readonly ration: Ration;
  /** What one write may bring, if it is more than one item. */
  readonly batchSize: number;
  /** The node's count. */
  readonly leftOut?: LeftOut;
  /** The place at the tail's end; undefined when its entry is not to be had. */
  end?(): Position | undefined;
}

/**
 * Takes members from where they stand to the room's head: the store first, then the tail, then live. Of entries with a
 * key, which only volatile rooms have, it hands out those that are the latest of theirs by then.
 */
export class Replay {
  readonly #past: Past;
  readonly #arrive: (member: Member) => void;
  /** Members who are not at the head. */
  readonly #behind = new Set<Member>();
  /** Those of them for whom the store could not be read. */
  #failed: Member[] = [];
  #cancelRetry: Cancel | undefined;

  constructor(past: Past, arrive: (member: Member) => void) {
    this.#past = past;
    this.#arrive = arrive;
  }

  get size(): number {
    return this.#behind.size;
  }

  members(): Iterable<Member> {
    return this.#behind;
  }

  /** From its cursor on, when it is its turn, until the head is reached or the outlet has had enough. */
  go(member: Member): void {
    this.#behind.add(member);
    const { tail, ration } = this.#past;
    member.reading = true;
    ration.take(Math.max(0, tail.end - member.cursor), () => this.#read(member));
  }

  #read(member: Member): void {
    member.reading = false;
    if (member.gone) return;
    const { tail } = this.#past;
    const number = tail.after(member.cursor, member.happened);
    if (number === undefined) void this.#readStore(member);
    else this.#readTail(member, number);
  }

  /** This one has had enough for now; `go` goes on. */
  wait(member: Member): void {
    this.#behind.add(member);
  }

  remove(member: Member): void {
    this.#behind.delete(member);
  }

  /** Lets everybody be where they are. */
  stop(): void {
    for (const member of this.#behind) member.gone = true;
    this.#behind.clear();
    this.#cancelRetry?.();
  }

  #readTail(member: Member, from: number): void {
    const { tail } = this.#past;
    // Its outlet had had enough when it last read: what was left out then has not been told.
    if (!this.#tell(member, member.cursor, member.happened)) return;
    for (let number = from; !member.gone; number++) {
      const batch = tail.at(number);
      if (batch === undefined) {
        // What the tail has forgotten since may have held happenings only.
        if (!this.#tell(member, member.cursor, tail.happened) || member.gone) return;
        if (!this.#tellArrival(member) || member.gone) return;
        this.#behind.delete(member);
        this.#arrive(member);
        return;
      }
      if (!this.#hand(member, batch, tail.at(number + 1) === undefined)) return;
    }
  }

  #tellArrival(member: Member): boolean {
    const { spelling } = member;
    const end = spelling.arrived === undefined || member.told ? undefined : this.#past.end?.();
    return end === undefined || spelling.arrived === undefined || write(member, spelling.arrived(end));
  }

  /** Writes what a batch of the tail has for this member, and moves the cursor behind it. */
  #hand(member: Member, batch: Batch, isLast: boolean): boolean {
    const { tail, shelf } = this.#past;
    const start = Math.max(member.cursor, batch.before);
    if (!this.#skip(member, start, batch.happenedAt(start)) || member.gone) return false;
    const fresh = tail.fresh(batch);
    const image = fresh.imageFor(member, shelf, manner(member, isLast && batch.after > member.cursor));
    this.#leaveOut(member, batch, fresh);
    member.cursor = batch.after;
    // A reader who comes from further back than it joined knows of more already.
    member.happened = Math.max(member.happened, batch.happened);
    return write(member, image);
  }

  async #readStore(member: Member): Promise<void> {
    const { pages } = this.#past;
    const { forgets } = pages;
    member.reading = true;
    let page: Batch;
    try {
      page = await pages.read(this.#past, member.cursor);
    } catch {
      this.#retryLater(member);
      return;
    }
    member.reading = false;
    if (member.gone) return;
    const onward = pages.forgets !== forgets || this.#handPage(member, page);
    if (onward) this.go(member);
  }

  /** Writes what a page of the store has for this member, but nothing that the room has not delivered yet. */
  #handPage(member: Member, page: Batch): boolean {
    const { tail, shelf } = this.#past;
    // An empty page: nothing is left of the past, the tail begins where retention ended.
    const start = page.items.length === 0 ? tail.before : Math.min(page.before, tail.before);
    if (!this.#skip(member, Math.max(start, member.cursor), member.happened)) return false;
    if (member.gone) return false;
    if (page.items.length === 0 || page.before > member.cursor || member.cursor >= tail.end) return true;
    const spelling = manner(member, page.after >= tail.end);
    const fresh = tail.fresh(page);
    const image = page.after <= tail.end ? fresh.image(spelling, shelf) : imageUpTo(tail.end, fresh, spelling);
    this.#leaveOut(member, page, fresh);
    member.cursor = Math.min(page.after, tail.end);
    return write(member, image);
  }

  /** Counts what of a batch was outdated for this member, to be told when it next comes to an end. */
  #leaveOut(member: Member, batch: Batch, fresh: Batch): void {
    if (fresh === batch) return;
    const conflated = batch.entriesAfter(member.cursor) - fresh.entriesAfter(member.cursor);
    member.conflated += conflated;
    const { leftOut } = this.#past;
    if (leftOut !== undefined) leftOut.conflated += conflated;
  }

  /** Moves the cursor to where it can read on, if it is not there. False: the outlet has had enough. */
  #skip(member: Member, cursor: number, happened: number): boolean {
    return (cursor === member.cursor && happened <= member.happened) || this.#tell(member, cursor, happened);
  }

  /** Moves the cursor on, and tells what is not to be had any more on the way and what was left out before, if anything. */
  #tell(member: Member, cursor: number, happened: number): boolean {
    if (cursor === member.cursor && happened <= member.happened && member.conflated === 0) return true;
    const { tail, leftOut, batchSize } = this.#past;
    const values = tail.values(member.cursor, cursor, batchSize);
    const entries = values.end - member.cursor - values.entries.length;
    const happenings = Math.max(0, happened - member.happened);
    const { conflated } = member;
    member.cursor = values.end;
    member.happened += happenings;
    member.conflated = 0;
    if (leftOut !== undefined) {
      leftOut.skipped += entries;
      leftOut.happenings += happenings;
    }
    const skipped: Happening = { kind: "skipped", entries, happenings, ...(conflated > 0 && { conflated }) };
    const items = entries + happenings + conflated > 0 ? [skipped, ...values.entries] : values.entries;
    if (items.length > 0 && !write(member, member.spelling.spell(items))) return false;
    return values.end === cursor || (!member.gone && this.#tell(member, cursor, member.happened));
  }

  /** The store cannot be read now: nothing is lost, the cursors stay. One timer for all. */
  #retryLater(member: Member): void {
    this.#failed.push(member);
    this.#cancelRetry ??= this.#past.clock.after(RETRY_MS, () => {
      const members = this.#failed;
      this.#failed = [];
      this.#cancelRetry = undefined;
      for (const failed of members) {
        failed.reading = false;
        if (!failed.gone) this.go(failed);
      }
    });
  }
}

/** The entries of a page up to `end`, in the short time in which the store is ahead of the room. */
function imageUpTo(end: number, page: Batch, spelling: Spelling): Uint8Array {
  return spelling.spell(page.items.filter((item) => item.kind === "entry" && item.offset <= end));
}

/** How this member is written what brings it to the head, or what does not. */
function manner(member: Member, isLast: boolean): Spelling {
  const { spelling } = member;
  member.told = isLast && spelling.live !== undefined;
  return member.told ? (spelling.live ?? spelling) : spelling;
}

function write(member: Member, image: Uint8Array): boolean {
  return image.length === 0 || member.outlet.write(image);
}
