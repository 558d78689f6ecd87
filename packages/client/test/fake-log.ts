import type { EntryObject, ErrorMessage, PersonObject } from "@madang/wire/native";

/** A room of the fake server: a log that takes an id of an author once. */
export class FakeLog {
  readonly name: string;
  epoch: string;
  entries: EntryObject[] = [];
  /** Entries up to this offset are not kept. */
  forgotten = 0;

  constructor(name: string, epoch = "0k3v9q2m") {
    this.name = name;
    this.epoch = epoch;
  }

  /** Another history: what was known of the old one is worth nothing. */
  startOver(epoch: string): void {
    this.epoch = epoch;
    this.entries = [];
    this.forgotten = 0;
  }

  position(offset: number): string {
    return `${this.epoch}_${offset.toString(36).padStart(11, "0")}_0f00ba7`;
  }

  append(author: PersonObject, { id, text }: { readonly id: string; readonly text: string }, at = 0) {
    const first = this.entries.find((entry) => entry.id === id && entry.author.name === author.name);
    if (first !== undefined) return { entry: first, repeat: true, conflict: first.text !== text };
    const offset = this.entries.length + 1;
    const entry = { position: this.position(offset), room: this.name, offset, id, author, at, text };
    this.entries.push(entry);
    return { entry, repeat: false, conflict: false };
  }

  /** The offset after which a reader reads on, or why it cannot. */
  locate(position: string): number | Pick<ErrorMessage, "code" | "cause" | "why"> {
    if (position === "-1") return this.forgotten;
    const [epoch, offset = ""] = position.split("_");
    if (offset === "") return { code: "bad", why: "position: no room has given this position" };
    const place = Number.parseInt(offset, 36);
    if (epoch !== this.epoch || place > this.entries.length) {
      return { code: "gone", cause: "history", why: "another history" };
    }
    return place < this.forgotten ? { code: "gone", cause: "retention", why: "not kept" } : place;
  }

  beforeLast(count: number): number {
    return Math.max(this.forgotten, this.entries.length - count);
  }
}
