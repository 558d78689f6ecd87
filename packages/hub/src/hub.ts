import { type Author, authorKey } from "./author.ts";
import type { Ban, BanStore } from "./bans.ts";
import type { Broker } from "./broker.ts";
import type { Chance } from "./chance.ts";
import type { Cancel, Clock } from "./clock.ts";
import type { Content, Draft } from "./entry.ts";
import { ImageShelf } from "./image-shelf.ts";
import type { LeftOut } from "./left-out.ts";
import { MemoryStore } from "./memory-store.ts";
import { type NameStore, Names } from "./names.ts";
import { Pace, type Rate } from "./pace.ts";
import { Pages } from "./pages.ts";
import type { Person } from "./person.ts";
import { Ration } from "./ration.ts";
import type { Registry, RoomRecord, RoomSettings } from "./registry.ts";
import { Residents } from "./residents.ts";
import { Rights } from "./rights.ts";
import { Room } from "./room.ts";
import type { Store } from "./store.ts";
import type { Turn } from "./turn.ts";

/** What a hub stands on. */
export interface HubPorts {
  readonly store: Store & Registry & BanStore & NameStore;
  readonly broker: Broker;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly turn: Turn;
  /** Whether anybody can be too fast; nobody when not given. */
  readonly limits?: boolean;
}

/** A volatile room answers for this many entries, for readers who fell behind a little. */
export const VOLATILE_ENTRIES = 1000;
/** A person types a line in some seconds; a bot in a hurry may send 40 at once, then 10 a second. */
const MESSAGE_RATE: Rate = { perSecond: 10, burst: 40 };
/** A hand that draws, or a game, sends 60 volatile events a second. */
const RELAY_RATE: Rate = { perSecond: 100, burst: 300 };
/** Behind one address there may be a school: 200 connections at once, then 20 a second. */
const ARRIVAL_RATE: Rate = { perSecond: 20, burst: 200 };
/** Ten minutes between two looks for entries that retention has passed. */
export const PRUNE_INTERVAL_MS = 600_000;
/** A minute between two looks for rooms that nobody uses. */
export const LOOK_INTERVAL_MS = 60_000;
const DAY_MS = 86_400_000;

/** All rooms of one node, and who may do what in them. */
export class Hub {
  readonly rights: Rights = new Rights();
  readonly names: Names;
  /** In all rooms. */
  readonly leftOut: LeftOut = { skipped: 0, happenings: 0, conflated: 0 };
  readonly #ports: HubPorts;
  readonly #volatile: MemoryStore;
  readonly #messages: Pace | undefined;
  readonly #relays: Pace | undefined;
  readonly #arrivals: Pace | undefined;
  readonly #shelf = new ImageShelf();
  readonly #pages = new Pages();
  readonly #ration: Ration;
  readonly #opening = new Map<string, Promise<Room | undefined>>();
  readonly #residents: Residents<Room>;
  /** The rooms in which nothing is passed on that is not kept. */
  readonly #quiet = new Set<string>();
  #cancelPrune: Cancel = () => undefined;
  #cancelLook: Cancel = () => undefined;
  #closed = false;

  constructor(ports: HubPorts) {
    this.#ports = ports;
    this.#ration = new Ration(ports.turn);
    this.names = new Names(ports.store);
    if (ports.limits === true) {
      this.#messages = new Pace(ports.clock, MESSAGE_RATE);
      this.#relays = new Pace(ports.clock, RELAY_RATE);
      this.#arrivals = new Pace(ports.clock, ARRIVAL_RATE);
    }
    this.#volatile = new MemoryStore(ports.chance, VOLATILE_ENTRIES);
    this.#residents = new Residents(ports.clock, (name) => this.#drop(name));
  }

  /** Learns the bans and the names that are taken; begins to keep retention's promises, and to let go of idle rooms. */
  async start(): Promise<void> {
    for (const ban of await this.#ports.store.bans()) this.rights.ban(ban);
    await this.names.load();
    this.#prune();
    this.#look();
  }

  /** The room of this name, which must be in NFC: at once where it is in memory; undefined when nobody has made it. */
  room(name: string): Room | undefined | Promise<Room | undefined> {
    const known = this.#residents.get(name);
    if (known !== undefined) return known;
    let opening = this.#opening.get(name);
    if (opening === undefined) {
      opening = this.#openRoom(name).finally(() => this.#opening.delete(name));
      this.#opening.set(name, opening);
    }
    return opening;
  }

  rooms(): Promise<readonly RoomRecord[]> {
    return this.#ports.store.rooms();
  }

  /** Every room in the order of their names, with how many people are in it now. */
  async roomList(): Promise<{ readonly name: string; readonly volatile: boolean; readonly present: number }[]> {
    return (await this.rooms()).map((record) => ({
      name: record.name,
      volatile: isVolatile(record),
      present: this.#residents.peek(record.name)?.counts.people ?? 0,
    }));
  }

  /** The rooms that are in use, with who is in them. */
  openRooms(): Iterable<Room> {
    return this.#residents.rooms();
  }

  /**
   * Makes or changes a room. `"kind"`: a kept room cannot become a volatile one or the other way round, since the
   * positions of its readers would mean nothing any more. Rejects with `StoreRefusal`.
   */
  async putRoom(name: string, settings: RoomSettings): Promise<"made" | "changed" | "kind"> {
    const { store } = this.#ports;
    const known = await store.find(name);
    if (known !== undefined && isVolatile(known) !== isVolatile(settings)) return "kind";
    const outcome = await store.put(name, settings);
    this.#heed(name, settings);
    return outcome;
  }

  /** A content as a draft, with an id made here when the client gave none. */
  draft(author: Author, content: Content, more: Partial<Pick<Draft, "id" | "headers" | "key">> = {}): Draft {
    const { clock, chance } = this.#ports;
    const { id = chance.id(), headers, key } = more;
    const draft = { id, author, at: clock.now(), content };
    if (headers === undefined && key === undefined) return draft;
    return { ...draft, ...(headers !== undefined && { headers }), ...(key !== undefined && { key }) };
  }

  /** Milliseconds that this author should wait before the next message; 0: it may be sent, and counts. */
  messageWait(author: Author): number {
    return author.kind === "operator" ? 0 : (this.#messages?.take(authorKey(author)) ?? 0);
  }

  /** The same for what is only passed on to who is there. */
  relayWait(author: Author): number {
    return author.kind === "operator" ? 0 : (this.#relays?.take(authorKey(author)) ?? 0);
  }

  /** Milliseconds that this address should wait before its next connection; 0: it may come, and counts. */
  arrivalWait(address: string): number {
    return this.#arrivals?.take(address) ?? 0;
  }

  /** Keeps somebody out, and sends away who is here. False: the ban stood already. Rejects with `StoreRefusal`. */
  async ban(ban: Ban): Promise<boolean> {
    const fresh = await this.#ports.store.ban(ban);
    this.rights.ban(ban);
    const meets = ({ author, address }: Person): boolean => this.rights.refusal(author, address, "read") !== undefined;
    // One connection in several rooms is several members.
    const banned = new Set([...this.openRooms()].flatMap((room) => room.members(meets)).map(({ person }) => person));
    for (const person of banned) person.dismiss("banned by the operator");
    return fresh;
  }

  /** Lets somebody in again. False: there was no such ban. Rejects with `StoreRefusal`. */
  async lift(ban: Ban): Promise<boolean> {
    const stood = await this.#ports.store.lift(ban);
    this.rights.lift(ban);
    return stood;
  }

  bans(): Promise<readonly Ban[]> {
    return this.#ports.store.bans();
  }

  /** Ends the rooms; the ports are their owner's to close. */
  close(): void {
    this.#closed = true;
    this.#cancelPrune();
    this.#cancelLook();
    this.#residents.close();
  }

  async #openRoom(name: string): Promise<Room | undefined> {
    const { store, broker, clock, turn } = this.#ports;
    const record = await store.find(name);
    if (record === undefined) return undefined;
    const log = isVolatile(record) ? this.#volatile : store;
    const head = await log.head(name);
    if (this.#closed) return undefined;
    // While nobody was in it, nobody told this node of what was removed elsewhere.
    this.#pages.drop(name);
    const room = new Room(name, head, {
      store: log,
      broker,
      clock,
      turn,
      shelf: this.#shelf,
      pages: this.#pages,
      ration: this.#ration,
      leftOut: this.leftOut,
      volatile: isVolatile(record),
      relays: () => !this.#quiet.has(name),
    });
    this.#heed(name, record);
    this.#residents.add(room);
    // Another node may have written between the look at the log and the subscription; a store that fails is asked again.
    room.catchUp().catch(() => undefined);
    return room;
  }

  #heed(name: string, { relay }: RoomSettings): void {
    if (relay === false) this.#quiet.add(name);
    else this.#quiet.delete(name);
  }

  #look(): void {
    this.#residents.look();
    this.#cancelLook = this.#ports.clock.after(LOOK_INTERVAL_MS, () => this.#look());
  }

  /** Of a volatile room nobody knows any more: its log was all that there is of it. */
  #drop(name: string): void {
    if (!this.#opening.has(name)) this.#volatile.drop(name);
  }

  #prune(): void {
    const { store, clock } = this.#ports;
    const pruned = (async () => {
      for (const { name, retention } of await store.rooms()) {
        if (typeof retention !== "object") continue;
        const earliest = await store.prune(name, clock.now() - retention.days * DAY_MS);
        this.#residents.peek(name)?.forget(earliest);
      }
    })();
    // A store that refuses now is asked again next time.
    pruned.catch(() => undefined);
    this.#cancelPrune = clock.after(PRUNE_INTERVAL_MS, () => this.#prune());
  }
}

function isVolatile({ retention }: RoomSettings): boolean {
  return retention === "volatile";
}
