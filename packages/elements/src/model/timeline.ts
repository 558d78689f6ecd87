import type { EntryObject, Outgoing, PersonObject } from "@madang/client";
import type { Notice } from "./notice-folding.ts";
import { isSame } from "./person.ts";

/** Why entries are missing at a place. */
export type Mark =
  | { readonly kind: "gap"; readonly cause: "history" | "retention" }
  | { readonly kind: "skipped"; readonly entries: number };

/** One thing in a room, with a key that stays its own from the first try to send it until it is history. */
export type TimelineItem =
  | { readonly kind: "entry"; readonly key: string; readonly entry: EntryObject; readonly own: boolean }
  | { readonly kind: "outgoing"; readonly key: string; readonly outgoing: Outgoing }
  | { readonly kind: "notice"; readonly key: string; readonly notice: Notice }
  | { readonly kind: "mark"; readonly key: string; readonly mark: Mark };

type EntryItem = Extract<TimelineItem, { kind: "entry" }>;

/** What a room holds, in the server's order; what is on its way stands at the end until the server gives it its place. */
export class Timeline {
  readonly #placed: TimelineItem[] = [];
  readonly #outgoing = new Map<string, Outgoing>();
  readonly #ownIds = new Set<string>();
  readonly #positions = new Set<string>();
  #made = 0;

  get placed(): readonly TimelineItem[] {
    return this.#placed;
  }

  get underWay(): readonly TimelineItem[] {
    const all = [...this.#outgoing.values()].sort((one, other) => one.at - other.at);
    return all.map((outgoing) => ({ kind: "outgoing", key: `own/${outgoing.id}`, outgoing }));
  }

  get isEmpty(): boolean {
    return this.#placed.length === 0 && this.#outgoing.size === 0;
  }

  /** An entry as it comes; false when it is here already. */
  add(entry: EntryObject, you: PersonObject | undefined): boolean {
    if (this.#positions.has(entry.position)) return false;
    const item = this.#item(entry, you);
    let at = this.#placed.length;
    // A position sorts as text within its history; a mark begins another one, so nothing is moved over it.
    for (let before = at - 1; before >= 0; before -= 1) {
      const other = this.#placed[before];
      if (other?.kind === "mark" || (other?.kind === "entry" && other.entry.position < entry.position)) break;
      if (other?.kind === "entry") at = before;
    }
    this.#placed.splice(at, 0, item);
    return true;
  }

  /** A page of history, oldest first; answers how many of it are new. */
  prepend(entries: readonly EntryObject[], you: PersonObject | undefined): number {
    const fresh = entries.filter(({ position }) => !this.#positions.has(position));
    this.#placed.unshift(...fresh.map((entry) => this.#item(entry, you)));
    return fresh.length;
  }

  note(notice: Notice): void {
    this.#placed.push({ kind: "notice", key: this.#key("notice"), notice });
  }

  mark(mark: Mark): void {
    this.#placed.push({ kind: "mark", key: this.#key("mark"), mark });
  }

  /** The operator took an entry's content away. */
  remove(offset: number): void {
    const at = this.#placed.findLastIndex((item) => item.kind === "entry" && item.entry.offset === offset);
    const item = this.#placed[at];
    if (item?.kind !== "entry") return;
    const { data: _, ...entry } = item.entry;
    this.#placed[at] = { ...item, entry: { ...entry, text: "", removed: true } };
  }

  /** A message of one's own, new or with a new state. */
  track(outgoing: Outgoing): void {
    const isPlaced = this.#ownIds.has(outgoing.id) && !this.#outgoing.has(outgoing.id);
    this.#ownIds.add(outgoing.id);
    if (!isPlaced) this.#outgoing.set(outgoing.id, outgoing);
  }

  drop(id: string): void {
    this.#outgoing.delete(id);
  }

  #item(entry: EntryObject, you: PersonObject | undefined): EntryItem {
    this.#positions.add(entry.position);
    const own = isSame(entry.author, you);
    const wasUnderWay = own && this.#ownIds.has(entry.id);
    if (own) {
      this.#outgoing.delete(entry.id);
      this.#ownIds.add(entry.id);
    }
    return { kind: "entry", key: wasUnderWay ? `own/${entry.id}` : entry.position, entry, own };
  }

  #key(kind: string): string {
    this.#made += 1;
    return `${kind}/${this.#made}`;
  }
}
