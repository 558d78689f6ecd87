import type { Batch } from "./batch.ts";
import type { ImageShelf } from "./image-shelf.ts";
import type { Member } from "./member.ts";
import type { Spelling } from "./spelling.ts";

/** The members at a room's head who share a spelling. */
export class LiveGroup {
  readonly spelling: Spelling;
  readonly #members: Member[] = [];

  constructor(spelling: Spelling) {
    this.spelling = spelling;
  }

  get members(): readonly Member[] {
    return this.#members;
  }

  get size(): number {
    return this.#members.length;
  }

  add(member: Member): void {
    member.place = this.#members.length;
    this.#members.push(member);
  }

  remove(member: Member): void {
    const last = this.#members.pop();
    if (last !== undefined && last !== member) {
      this.#members[member.place] = last;
      last.place = member.place;
    }
    member.place = -1;
  }

  /** Writes a batch to every member: one image, one write each. `slow` hears of those who had enough. */
  deliver(batch: Batch, shelf: ImageShelf, slow: (member: Member) => void): void {
    const members = this.#members;
    const spelling = batch.followed ? this.spelling : (this.spelling.live ?? this.spelling);
    const image = batch.image(spelling, shelf);
    // Backwards, because a slow member's place is taken by the last one, who has been served.
    for (let index = members.length - 1; index >= 0; index--) {
      const member = members[index] as Member;
      const own = batch.exceptions !== undefined && batch.excepts(member) ? batch.ownImage(member, spelling) : image;
      if (own.length > 0 && !member.outlet.write(own)) slow(member);
    }
  }
}
