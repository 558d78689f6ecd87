import type { Batch } from "./batch.ts";
import type { Cancel, Clock } from "./clock.ts";
import type { ImageShelf } from "./image-shelf.ts";
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
  /** The place at the tail's end; undefined when its entry is not to be had. */
  end?(): Position | undefined;
}

/** Takes members from where they stand to the room's head: the store first, then the tail, then live. */
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
    for (let number = from; !member.gone; number++) {
      const batch = tail.at(number);
      if (batch === undefined) {
        // What the tail has forgotten since may have held happenings only.
        if (!skip(member, member.cursor, tail.happened) || member.gone) return;
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
    const start = Math.max(member.cursor, batch.before);
    if (!skip(member, start, batch.happenedAt(start)) || member.gone) return false;
    const image = batch.imageFor(member, this.#past.shelf, manner(member, isLast && batch.after > member.cursor));
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
    if (start > member.cursor && !skip(member, start, member.happened)) return false;
    if (member.gone) return false;
    if (page.items.length === 0 || page.before > member.cursor || member.cursor >= tail.end) return true;
    const spelling = manner(member, page.after >= tail.end);
    const image = page.after <= tail.end ? page.image(spelling, shelf) : imageUpTo(tail.end, page, spelling);
    member.cursor = Math.min(page.after, tail.end);
    return write(member, image);
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

/** Moves the cursor to where it can read on, and tells what is not to be had any more on the way there. */
function skip(member: Member, cursor: number, happened: number): boolean {
  const entries = cursor - member.cursor;
  const happenings = Math.max(0, happened - member.happened);
  if (entries === 0 && happenings === 0) return true;
  member.cursor = cursor;
  member.happened += happenings;
  return write(member, member.spelling.spell([{ kind: "skipped", entries, happenings }]));
}

function write(member: Member, image: Uint8Array): boolean {
  return image.length === 0 || member.outlet.write(image);
}
