import type { Batch } from "./batch.ts";
import type { ImageShelf } from "./image-shelf.ts";
import { LiveGroup } from "./live-group.ts";
import type { Member } from "./member.ts";

/** Everybody at a room's head, by spelling. */
export class Audience {
  readonly #groups = new Map<string, LiveGroup>();
  readonly #shelf: ImageShelf;

  constructor(shelf: ImageShelf) {
    this.#shelf = shelf;
  }

  get size(): number {
    let size = 0;
    for (const group of this.#groups.values()) size += group.size;
    return size;
  }

  *members(): Generator<Member> {
    for (const group of this.#groups.values()) yield* group.members;
  }

  add(member: Member): void {
    const { key } = member.spelling;
    let group = this.#groups.get(key);
    if (group === undefined) {
      group = new LiveGroup(member.spelling);
      this.#groups.set(key, group);
    }
    group.add(member);
  }

  remove(member: Member): void {
    const group = this.#groups.get(member.spelling.key);
    if (group === undefined || member.place < 0) return;
    group.remove(member);
    if (group.size === 0) this.#groups.delete(member.spelling.key);
  }

  deliver(batch: Batch, slow: (member: Member) => void): void {
    // A member that comes back with another spelling while it is written to must not meet this batch again.
    for (const group of [...this.#groups.values()]) group.deliver(batch, this.#shelf, slow);
  }
}
