import type { ImageShelf } from "./image-shelf.ts";
import { itemSize } from "./item-size.ts";
import type { Latest } from "./latest.ts";
import type { Member } from "./member.ts";
import type { Item, Spelling } from "./spelling.ts";

/**
 * 48 Ki units of content: a batch of Latin text stays below 64 KiB when spelled in the usual way, one of Hangul below
 * three times that, so that a slow reader's progress shows write by write. One longer entry is a batch by itself.
 */
export const MAX_BATCH_SIZE: number = 48 * 1024;

const NOTHING = new Uint8Array(0);

/** Items that are spelled, written and passed by a cursor together, with the images made of them so far. */
export class Batch {
  #items: readonly Item[];
  /** Where a reader may stand at most who still gets all of its entries: before the first one. */
  readonly before: number;
  /** Where a reader stands who has read it: the last entry's offset. */
  readonly after: number;
  /** What its items weigh (`itemSize`), bytes. */
  readonly size: number;
  /** How many happenings the room has seen up to here, these included. */
  readonly happened: number;
  /** The same, these not included. */
  readonly happenedBefore: number;
  /** The members, or the keys of people, whom some item here must not reach. */
  readonly exceptions: ReadonlySet<object | string> | undefined;
  /** Some entry here has a key. */
  readonly isKeyed: boolean;
  /** The same turn has brought more, which comes right after it. */
  followed = false;
  #images: Map<string, Uint8Array> | undefined;
  /** What is left of it where entries were outdated, and by which of the changes that is so. */
  #fresh: Batch | undefined;
  #freshAt = -1;

  constructor(items: readonly Item[], after: number, happened: number) {
    this.#items = items;
    this.after = after;
    this.happened = happened;
    const first = items.find((item) => item.kind === "entry");
    this.before = first === undefined ? after : first.offset - 1;
    this.size = items.reduce((sum, item) => sum + itemSize(item), 0);
    this.happenedBefore = items.reduce((count, item) => (item.kind === "entry" ? count : count - 1), happened);
    this.exceptions = exceptionsOf(items);
    this.isKeyed = items.some((item) => item.kind === "entry" && item.key !== undefined);
  }

  get items(): readonly Item[] {
    return this.#items;
  }

  /** True: something here is not for this member. */
  excepts(member: Member): boolean {
    return this.exceptions !== undefined && (this.exceptions.has(member) || this.exceptions.has(member.key));
  }

  /** How many entries it has above the offset `cursor`. */
  entriesAfter(cursor: number): number {
    if (cursor <= this.before) return this.#items.length - (this.happened - this.happenedBefore);
    return this.#items.reduce((count, item) => (item.kind === "entry" && item.offset > cursor ? count + 1 : count), 0);
  }

  /**
   * Without the entries of which later ones of their keys have come, for readers who are behind: all of them share it
   * and its images until another is outdated. Itself while none is.
   */
  fresh(latest: Latest): Batch {
    if (!this.isKeyed) return this;
    const known = this.#fresh ?? this;
    if (this.#freshAt === latest.changes) return known;
    this.#freshAt = latest.changes;
    const items = known.items.filter((item) => !latest.outdates(item));
    if (items.length < known.items.length) this.#fresh = new Batch(items, this.after, this.happened);
    return this.#fresh ?? this;
  }

  /** How many happenings the room had seen when the entry at `cursor` came, or by the batch's begin. */
  happenedAt(cursor: number): number {
    let happened = this.happenedBefore;
    let passed = happened;
    if (cursor <= this.before) return passed;
    for (const item of this.#items) {
      if (item.kind !== "entry") happened++;
      else if (item.offset <= cursor) passed = happened;
    }
    return passed;
  }

  /** The one image for everybody with this spelling; kept on the shelf for the next one who reads here. */
  image(spelling: Spelling, shelf: ImageShelf): Uint8Array {
    if (!spelling.shared) return spell(spelling, this.#items);
    return this.#images?.get(spelling.key) ?? this.#keep(spelling.key, spell(spelling, this.#items), shelf);
  }

  /** The image for a member wherever it stands: shared when it gets all of this or all of the entries, else its own. */
  imageFor(member: Member, shelf: ImageShelf, spelling: Spelling = member.spelling): Uint8Array {
    const { cursor, happened } = member;
    if (cursor <= this.before) {
      if (happened <= this.happenedBefore && !this.excepts(member)) return this.image(spelling, shelf);
      if (happened >= this.happened) return this.entriesImage(spelling, shelf);
    }
    return this.ownImage(member, spelling);
  }

  /** Without happenings: what they told was over before the reader came. */
  entriesImage(spelling: Spelling, shelf: ImageShelf): Uint8Array {
    if (this.happened === this.happenedBefore) return this.image(spelling, shelf);
    const key = `${spelling.key}\nentries`;
    const known = this.#images?.get(key);
    if (known !== undefined) return known;
    const image = spell(
      spelling,
      this.#items.filter((item) => item.kind === "entry"),
    );
    return spelling.shared ? this.#keep(key, image, shelf) : image;
  }

  /** What is left of it for a member at its cursor, spelled for it alone. */
  ownImage(member: Member, spelling: Spelling = member.spelling): Uint8Array {
    let happened = this.happenedBefore;
    const rest = this.#items.filter((item) => {
      if (item.kind === "entry") return item.offset > member.cursor;
      happened++;
      return happened > member.happened && item.except !== member && item.except !== member.key;
    });
    return spell(spelling, rest);
  }

  /** For the shelf alone: it needs the room. */
  drop(key: string): void {
    this.#images?.delete(key);
  }

  /** Puts what the operator left of an entry in its place; what was spelled before is gone. */
  replace(offset: number, item: Item): void {
    this.#items = this.#items.map((old) => (old.kind === "entry" && old.offset === offset ? item : old));
    this.#images = undefined;
    this.#fresh = undefined;
    this.#freshAt = -1;
  }

  #keep(key: string, image: Uint8Array, shelf: ImageShelf): Uint8Array {
    this.#images ??= new Map();
    this.#images.set(key, image);
    shelf.keep(this, key, image);
    return image;
  }
}

function spell(spelling: Spelling, items: readonly Item[]): Uint8Array {
  return items.length === 0 ? NOTHING : spelling.spell(items);
}

function exceptionsOf(items: readonly Item[]): ReadonlySet<object | string> | undefined {
  let found: Set<object | string> | undefined;
  for (const item of items) {
    if (item.kind === "entry" || item.except === undefined) continue;
    found ??= new Set();
    found.add(item.except);
  }
  return found;
}
