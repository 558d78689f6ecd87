import { Audience } from "./audience.ts";
import type { Author } from "./author.ts";
import { MAX_BATCH_SIZE } from "./batch.ts";
import type { Broker, News } from "./broker.ts";
import { Delivery } from "./delivery.ts";
import type { Draft } from "./entry.ts";
import type { Happening } from "./happening.ts";
import { beforeLast, type HistoryPage, historyBefore, positionAt } from "./history.ts";
import type { ImageShelf } from "./image-shelf.ts";
import { type Gone, type Located, locate } from "./locate.ts";
import { Log, type Receipt, type WholeReceipt } from "./log.ts";
import { Member } from "./member.ts";
import { Notices } from "./notices.ts";
import type { Pages } from "./pages.ts";
import type { Person } from "./person.ts";
import type { Position } from "./position.ts";
import { Presence } from "./presence.ts";
import { Ration } from "./ration.ts";
import { type Reading, readAfter } from "./reading.ts";
import { Replay } from "./replay.ts";
import type { Reader, RoomBounds, RoomPorts } from "./room-ports.ts";
import type { Spelling } from "./spelling.ts";
import type { Head, Store } from "./store.ts";
import { TAIL_BOUNDS, Tail } from "./tail.ts";
import { Typing } from "./typing.ts";
import { type Waiter, Waiters } from "./waiters.ts";

const ROOM_BOUNDS: RoomBounds = { batchSize: MAX_BATCH_SIZE, tail: TAIL_BOUNDS };

/** A log with members: what arrives in it in one turn goes to everybody at its head at the turn's end. */
export class Room {
  readonly name: string;
  /** Nothing of it outlives the node. */
  readonly volatile: boolean;
  readonly #broker: Broker;
  readonly #store: Store;
  readonly #pages: Pages;
  readonly #ration: Ration;
  readonly #log: Log;
  readonly #delivery: Delivery;
  readonly #tail: Tail;
  readonly #audience: Audience;
  readonly #replay: Replay;
  readonly #waiters = new Waiters();
  readonly #shelf: ImageShelf;
  readonly #presence = new Presence();
  readonly #notices: Notices;
  readonly #typing: Typing;
  /** Undefined while it is at rest. */
  #unsubscribe: (() => void) | undefined;
  readonly #relays: () => boolean;
  /** On its way from the store. */
  #earliest: Promise<number> | undefined;

  constructor(name: string, head: Head, ports: RoomPorts) {
    this.name = name;
    this.volatile = ports.volatile;
    this.#relays = ports.relays ?? (() => true);
    this.#broker = ports.broker;
    this.#store = ports.store;
    this.#pages = ports.pages;
    this.#ration = ports.ration ?? new Ration(ports.turn);
    const { clock, turn, bounds: { batchSize, tail } = ROOM_BOUNDS } = ports;
    this.#tail = new Tail(head.offset, tail);
    this.#shelf = ports.shelf;
    this.#audience = new Audience(ports.shelf);
    const past = {
      ...ports,
      room: name,
      epoch: head.epoch,
      tail: this.#tail,
      ration: this.#ration,
      batchSize,
      end: () => this.#delivered,
    };
    this.#replay = new Replay(past, (member) => this.#audience.add(member));
    const slow = (member: Member): void => this.#replay.wait(member);
    const [audience, waiters] = [this.#audience, this.#waiters];
    this.#delivery = new Delivery({ turn, tail: this.#tail, audience, waiters, batchSize, slow, start: head });
    this.#log = new Log(name, head, { ...ports, arrived: (entry) => this.#delivery.entry(entry) });
    const tell = (happenings: readonly Happening[]): void => this.#tell(happenings);
    this.#notices = new Notices(clock, () => this.#presence.size, tell);
    this.#typing = new Typing(clock, tell);
    this.#unsubscribe = ports.broker.subscribe(name, (news) => this.#hear(news));
  }

  /** After the last entry that has arrived on this node. */
  get head(): Position {
    return this.#log.head;
  }

  /** Whether its people may pass on what is not kept. */
  get relays(): boolean {
    return this.#relays();
  }

  get epoch(): string {
    return this.#log.epoch;
  }

  /** Who is here, each person once. */
  people(): Author[] {
    return this.#presence.people();
  }

  /** Whether this person is one of them. */
  isPresent(author: Author): boolean {
    return this.#presence.has(author);
  }

  /** Nobody is in it or waits, nothing is on its way: all that it holds can be had again. */
  get isIdle(): boolean {
    return this.#presence.size === 0 && this.#waiters.size === 0 && this.#log.isIdle;
  }

  /** How many people, connections and connections that are behind the head there are. */
  get counts(): { readonly people: number; readonly members: number; readonly behind: number } {
    return { people: this.#presence.size, members: this.#audience.size + this.#replay.size, behind: this.#replay.size };
  }

  /** Sends a draft into the log; `done` is called once, after the entry is durable or refused. */
  append(draft: Draft, done: (receipt: Receipt) => void): void {
    this.#log.append(draft, done);
  }

  /** Sends several drafts into the log, all or none, one after the other; `done` is called once. */
  appendAll(drafts: readonly Draft[], done: (receipt: WholeReceipt) => void): void {
    this.#log.appendAll(drafts, done);
  }

  /** Tells everybody at the head, here and on other nodes, of something that is not kept. */
  happen(happening: Happening): void {
    this.#tell([happening]);
  }

  /** Somebody writes, or has stopped. Told to the others within a second; ends by itself. */
  typing(author: Author, on: boolean): void {
    this.#typing.note(author, on);
  }

  /** The smallest offset still kept; one above the head when nothing is. */
  earliest(): Promise<number> {
    // Of thousands who join at once, one asks the store for all.
    this.#earliest ??= this.#store
      .head(this.name)
      .then(({ earliest }) => earliest)
      .finally(() => {
        this.#earliest = undefined;
      });
    return this.#earliest;
  }

  /** The place before the last `count` entries that are kept. */
  beforeLast(count: number): Promise<Position> {
    return beforeLast(this.#located, count);
  }

  /** The place before the first entry that is kept. */
  beginning(): Promise<Position> {
    return this.beforeLast(Number.MAX_SAFE_INTEGER);
  }

  /** At most `limit` entries up to the offset `before`, that one too, oldest first, and the place where they begin. */
  history(before: number, limit: number): Promise<HistoryPage> {
    return historyBefore(this.#located, before, limit);
  }

  /**
   * What comes after the entry `after` as much as fits one answer, for who asks and does not stay. Undefined: retention
   * has passed some of it. Rejects as the store does.
   */
  async read(spelling: Spelling, after: number): Promise<Reading | undefined> {
    await this.#ration.turn(this.head.offset - after);
    this.#delivery.flush();
    const { name: room, epoch, head } = this;
    const log = { room, epoch, head, tail: this.#tail, store: this.#store, pages: this.#pages, shelf: this.#shelf };
    return readAfter(log, spelling, after);
  }

  /** Waits for what comes after the entry `after`. False: something has come already. */
  wait(waiter: Waiter, after: number): boolean {
    this.rouse();
    this.#delivery.flush();
    if (after < this.#tail.end) return false;
    this.#waiters.add(waiter);
    return true;
  }

  /** Waits no longer. */
  unwait(waiter: Waiter): void {
    this.#waiters.remove(waiter);
  }

  /** How many wait for the next entry. */
  get waiting(): number {
    return this.#waiters.size;
  }

  /**
   * Brings a connection in. It reads on after the entry `from`, or after what has arrived by now. Several rooms of one
   * connection are several members.
   */
  join({ person, spelling, outlet }: Reader, from?: number): Member {
    this.rouse();
    // Who comes now is not to hear of what this turn brought before, and not to hear it twice.
    this.#delivery.flush();
    const { end, happened } = this.#tail;
    const member = new Member({ person, spelling, outlet, cursor: from ?? end, happened });
    if (this.#presence.enter(person.author)) this.#notices.joined(person.author);
    this.#replay.go(member);
    return member;
  }

  /** The offset to `join` from, for a position that a client gives back. Rejects as the store does. */
  async locate(position: Position): Promise<number | Gone> {
    // Another node may have told a client of an entry that has not arrived here.
    if (position.epoch === this.epoch && position.offset > this.head.offset) await this.#log.catchUp();
    return locate(this.#located, position);
  }

  leave(member: Member): void {
    if (member.gone) return;
    member.gone = true;
    this.#audience.remove(member);
    this.#replay.remove(member);
    if (this.#presence.exit(member.person.author)) this.#notices.left(member.person.author);
  }

  /** The member's outlet takes bytes again. */
  drained(member: Member): void {
    if (!member.gone && member.place < 0 && !member.reading) this.#replay.go(member);
  }

  /** Has a member read on in other words; nothing is lost or said twice by that. */
  respell(member: Member, spelling: Spelling): void {
    if (member.gone) return;
    const isLive = member.place >= 0;
    if (isLive) this.#audience.remove(member);
    member.spelling = spelling;
    if (isLive) this.#audience.add(member);
  }

  /** Tells where a member stands, before anything else is written to it. Rejects as the store does. */
  async stand(member: Member, tell: (at: Position) => void): Promise<void> {
    for (let found: Position | undefined; !member.gone; ) {
      this.#delivery.flush();
      const offset = member.place < 0 ? member.cursor : this.#tail.end;
      if (found?.offset === offset) {
        tell(found);
        return;
      }
      found = await positionAt(this.#located, offset);
    }
  }

  /** The members whom this matches. */
  members(matches: (person: Person) => boolean): Member[] {
    return [...this.#audience.members(), ...this.#replay.members()].filter((member) => matches(member.person));
  }

  /** Takes an entry's content away, from the store and from memory. False: there is no such entry. */
  async remove(offset: number): Promise<boolean> {
    const kept = await this.#store.remove(this.name, offset);
    // The memory of a volatile room reaches further back than its store does.
    if (!kept && !this.#tail.erase(offset)) return false;
    this.#erase(offset);
    this.#tell([{ kind: "removed", offset }]);
    return true;
  }

  /** Lets go of what retention has passed: the store keeps nothing before `earliest`. */
  forget(earliest: number): void {
    this.#pages.forget(this.name);
    this.#tail.forget(earliest);
  }

  /** Asks the store for entries that nobody told of. Rejects as the store does. */
  catchUp(): Promise<void> {
    return this.#log.catchUp();
  }

  /** Hears no more of other nodes, while nobody is in it. What is said here goes its way. */
  rest(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    // It does not hear of what is removed elsewhere: what the store has, it reads again.
    if (!this.volatile) this.#tail.forget(Number.POSITIVE_INFINITY);
  }

  /** Hears of other nodes again, and of what it has missed. */
  rouse(): void {
    if (this.#unsubscribe !== undefined) return;
    this.#unsubscribe = this.#broker.subscribe(this.name, (news) => this.#hear(news));
    this.#pages.forget(this.name);
    this.catchUp().catch(() => undefined);
  }

  close(): void {
    this.#notices.stop();
    this.#typing.stop();
    this.#unsubscribe?.();
    this.#unsubscribe = () => undefined;
    this.#replay.stop();
    this.#log.stop();
  }

  get #located(): Located {
    return { room: this.name, head: this.head, tail: this.#tail, store: this.#store };
  }

  /** The place up to which everything has been handed out; the log may be ahead of it within a turn. */
  get #delivered(): Position | undefined {
    const { epoch, head } = this;
    const offset = this.#tail.end;
    if (head.offset === offset) return head;
    const last = this.#tail.entry(offset);
    return last === undefined ? undefined : { epoch, offset, check: last.check };
  }

  #hear({ entries, happenings }: News): void {
    this.#log.hear(entries);
    for (const happening of happenings) {
      if (happening.kind === "removed") this.#erase(happening.offset);
      this.#delivery.happening(happening);
    }
  }

  /** Takes an entry's content out of this node's memory, wherever it is on its way. */
  #erase(offset: number): void {
    this.#pages.forget(this.name);
    this.#tail.erase(offset);
    this.#delivery.erase(offset);
  }

  #tell(happenings: readonly Happening[]): void {
    if (happenings.length === 0) return;
    for (const happening of happenings) this.#delivery.happening(happening);
    this.#broker.publish(this.name, { entries: [], happenings });
  }
}
