import type { EntryObject, ErrorMessage, Outgoing, Room, RoomEvent } from "@madang/client";
import type { ChatClient } from "./chat-client.ts";
import { isSame } from "./person.ts";
import { RowWindow, STEP } from "./row-window.ts";
import { Timeline, type TimelineItem } from "./timeline.ts";

/** So long after joining, what comes is what stood there before. */
const BACKLOG_MS = 700;

export interface SessionOptions {
  readonly client: ChatClient;
  readonly room: string;
  /** After every change; with the event that made it, if one did. */
  readonly changed: (event: RoomEvent | undefined) => void;
  readonly now: () => number;
}

/** One room as its reader has it: what is shown of it, what is new, what is on its way. It has no document. */
export class ChatSession {
  readonly room: Room;
  readonly timeline: Timeline = new Timeline();
  readonly window: RowWindow = new RowWindow();
  /** The reader is at the end and looks. */
  following = true;
  watching = true;
  /** The key of the first message that came unseen, and how many did. */
  unreadFrom: string | undefined;
  unseen: EntryObject[] = [];
  error: ErrorMessage | undefined;
  joined = false;
  loading = false;
  readonly #client: ChatClient;
  readonly #changed: (event: RoomEvent | undefined) => void;
  readonly #unhear: () => void;
  readonly #now: () => number;
  #joinedAt = Number.POSITIVE_INFINITY;

  constructor({ client, room, changed, now }: SessionOptions) {
    this.#client = client;
    this.#changed = changed;
    this.#now = now;
    this.room = client.join(room, { last: STEP });
    this.#unhear = this.room.on("event", (event) => this.#hear(event));
  }

  /** What to show, oldest first. */
  get items(): readonly TimelineItem[] {
    const { start, end, isLive } = this.window;
    const shown = this.timeline.placed.slice(start, end);
    return isLive ? [...shown, ...this.timeline.underWay] : shown;
  }

  get hasEarlier(): boolean {
    return this.window.hasEarlier || this.room.earlier;
  }

  send(text: string): void {
    this.unreadFrom = undefined;
    this.toEnd();
    this.timeline.track(this.room.send(text));
    this.#changed(undefined);
  }

  discard(outgoing: Outgoing): void {
    outgoing.discard();
    this.timeline.drop(outgoing.id);
    this.#changed(undefined);
  }

  /** More of what was said before, from memory or from the server. */
  async earlier(): Promise<void> {
    if (this.loading) return;
    if (this.window.earlier()) return this.#changed(undefined);
    if (!this.room.earlier) return;
    this.loading = true;
    this.#changed(undefined);
    try {
      const entries = (await this.room.history(STEP)) ?? [];
      this.window.prepended(this.timeline.prepend(entries, this.#client.you));
    } catch {
      // The link was lost for good, or the room was left; the banner tells of it.
    } finally {
      this.loading = false;
      this.#changed(undefined);
    }
  }

  later(): void {
    if (this.window.later()) this.#changed(undefined);
  }

  toEnd(): void {
    this.following = true;
    this.window.toEnd();
    this.seen();
  }

  /** The reader scrolled to the end, or away from it. */
  follow(atEnd: boolean): void {
    if (atEnd === this.following) return;
    this.following = atEnd;
    if (atEnd && this.watching) this.seen();
    this.#changed(undefined);
  }

  /** What comes now is new, and not of what stood here before. Told by our own clock: the server's may be another. */
  get isLive(): boolean {
    return this.#now() - this.#joinedAt >= BACKLOG_MS;
  }

  /** The reader has the end before the eyes. */
  seen(): void {
    if (this.unseen.length === 0) return;
    this.unseen = [];
    this.#changed(undefined);
  }

  close(): void {
    this.#unhear();
    this.room.leave();
  }

  #hear(event: RoomEvent): void {
    const before = this.timeline.placed.length;
    this.#take(event);
    this.window.appended(this.timeline.placed.length - before, this.following);
    this.#changed(event);
  }

  #take(event: RoomEvent): void {
    const { timeline } = this;
    if (event.kind === "entry") this.#takeEntry(event.entry);
    else if (event.kind === "came" || event.kind === "went") {
      const self = isSame(event.person, this.#client.you);
      timeline.note({ what: event.kind, person: event.person, self });
    } else if (event.kind === "removed") timeline.remove(event.offset);
    else if (event.kind === "outgoing") timeline.track(event.outgoing);
    else if (event.kind === "gap") timeline.mark({ kind: "gap", cause: event.cause });
    else if (event.kind === "skipped" && event.entries > 0) timeline.mark({ kind: "skipped", entries: event.entries });
    else if (event.kind === "joined") this.#joined(event.resumed);
    else if (event.kind === "error") this.error = event.error;
  }

  #joined(resumed: boolean): void {
    this.joined = true;
    this.error = undefined;
    if (!resumed) this.#joinedAt = this.#now();
  }

  #takeEntry(entry: EntryObject): void {
    if (!this.timeline.add(entry, this.#client.you)) return;
    const isOwn = isSame(entry.author, this.#client.you);
    if (isOwn || (this.following && this.watching) || !this.isLive) return;
    if (this.unseen.length === 0) this.unreadFrom = entry.position;
    this.unseen = [...this.unseen, entry];
  }
}
