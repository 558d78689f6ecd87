import type { Broker } from "./broker.ts";
import type { Cancel, Clock } from "./clock.ts";
import type { Draft, Entry } from "./entry.ts";
import type { Position } from "./position.ts";
import { type Appended, type Conflict, type Head, type Kept, type Store, StoreRefusal } from "./store.ts";
import type { Turn } from "./turn.ts";

/** What the sender of a draft is told. */
export type Receipt =
  /** It is durable, now (`new`) or since an earlier send (`repeat`). */
  | { readonly outcome: "new" | "repeat"; readonly position: Position }
  /** The author used this id for something else. */
  | { readonly outcome: "conflict"; readonly offset: number }
  /** Nothing was kept; the same draft may be sent again. */
  | { readonly outcome: "refused"; readonly why: string };

/** What the sender of several drafts is told, of which all are kept or none. */
export type WholeReceipt =
  /** All are durable; one answer each, in order. */
  | { readonly outcome: "kept"; readonly receipts: readonly Extract<Receipt, { readonly position: Position }>[] }
  /** None is kept: the author used the id of the draft at `index` for something else. */
  | { readonly outcome: "conflict"; readonly index: number; readonly offset: number }
  /** None is kept; the same may be sent again. */
  | { readonly outcome: "refused"; readonly why: string };

/** 20,000 drafts: a third of a second of what one disk takes. Past that a sender is refused rather than the memory filled. */
export const MAX_UNDER_WAY = 20_000;
/** Entries read at once to close a gap that news from elsewhere left. */
const MEND_LIMIT = 1000;
/** 1 s between tries when the store cannot be read. */
const MEND_RETRY_MS = 1000;

/** What a log stands on. */
export interface LogPorts {
  readonly store: Store;
  readonly broker: Broker;
  readonly clock: Clock;
  readonly turn: Turn;
}

interface Waiting {
  readonly draft: Draft;
  readonly done: (receipt: Receipt) => void;
}

interface WaitingWhole {
  readonly drafts: readonly Draft[];
  readonly done: (receipt: WholeReceipt) => void;
}

const TOO_MANY = "too many messages are waiting for the disk";

/** The writing side of a room's log: drafts in, receipts out, and every entry of every node once, in order. */
export class Log {
  readonly room: string;
  readonly epoch: string;
  readonly #store: Store;
  readonly #broker: Broker;
  readonly #clock: Clock;
  readonly #turn: Turn;
  readonly #arrived: (entry: Entry) => void;
  #offset: number;
  #check: number;
  #waiting: Waiting[] = [];
  #underWay = 0;
  /** The highest offset that is known to exist anywhere. */
  #known: number;
  #mending: Promise<void> | undefined;
  #cancelRetry: Cancel | undefined;
  #stopped = false;

  /** `ports.arrived` hears of each entry once, in order, its own and those of other nodes. */
  constructor(room: string, head: Head, ports: LogPorts & { readonly arrived: (entry: Entry) => void }) {
    this.room = room;
    this.epoch = head.epoch;
    this.#store = ports.store;
    this.#broker = ports.broker;
    this.#clock = ports.clock;
    this.#turn = ports.turn;
    this.#arrived = ports.arrived;
    this.#offset = head.offset;
    this.#check = head.check;
    this.#known = head.offset;
  }

  /** After the last entry that has arrived here. */
  get head(): Position {
    return { epoch: this.epoch, offset: this.#offset, check: this.#check };
  }

  /** Nothing is on its way into it. */
  get isIdle(): boolean {
    return this.#underWay === 0 && this.#mending === undefined;
  }

  /** Appends at the turn's end, with all else that the turn brings; `done` is called once, when it is settled. */
  append(draft: Draft, done: (receipt: Receipt) => void): void {
    if (this.#underWay >= MAX_UNDER_WAY) {
      done({ outcome: "refused", why: TOO_MANY });
      return;
    }
    this.#underWay++;
    if (this.#waiting.length === 0) this.#turn.atEnd(() => this.#commit());
    this.#waiting.push({ draft, done });
  }

  /** Appends all or none, after what came before in this turn; `done` is called once. */
  appendAll(drafts: readonly Draft[], done: (receipt: WholeReceipt) => void): void {
    if (this.#underWay + drafts.length > MAX_UNDER_WAY) {
      done({ outcome: "refused", why: TOO_MANY });
      return;
    }
    this.#underWay += drafts.length;
    this.#commit();
    const whole = { drafts, done };
    this.#store.appendAll(this.room, drafts).then(
      (answers) => this.#settleWhole(whole, answers),
      (error: unknown) => {
        this.#underWay -= drafts.length;
        done({ outcome: "refused", why: reasonOf(error) });
      },
    );
  }

  /** Entries that another node made durable. */
  hear(entries: readonly Entry[]): void {
    for (const entry of entries) if (entry.epoch === this.epoch) this.#take(entry);
    void this.#mend();
  }

  /** Learns of what nobody told: when this resolves, what stood in the store has arrived or will be tried again. */
  async catchUp(): Promise<void> {
    const { epoch, offset } = await this.#store.head(this.room);
    if (epoch === this.epoch) this.#known = Math.max(this.#known, offset);
    await this.#mend();
  }

  /** Mends no more. */
  stop(): void {
    this.#stopped = true;
    this.#cancelRetry?.();
  }

  #commit(): void {
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#waiting = [];
    this.#store
      .append(
        this.room,
        waiting.map(({ draft }) => draft),
      )
      .then(
        (answers) => this.#settle(waiting, answers),
        (error: unknown) => this.#refuse(waiting, error),
      );
  }

  #settle(waiting: readonly Waiting[], answers: readonly Appended[]): void {
    this.#underWay -= waiting.length;
    const entries: Entry[] = [];
    for (let index = 0; index < waiting.length; index++) {
      const { draft, done } = waiting[index] as Waiting;
      const answer = answers[index] as Appended;
      if (answer.outcome === "conflict") {
        done(answer);
        continue;
      }
      const { outcome, offset, check } = answer;
      if (outcome === "new") entries.push(this.#entry(draft, offset, check));
      done({ outcome, position: { epoch: this.epoch, offset, check } });
    }
    this.#publish(entries);
  }

  #settleWhole({ drafts, done }: WaitingWhole, answers: readonly Kept[] | Conflict): void {
    this.#underWay -= drafts.length;
    if ("index" in answers) {
      done(answers);
      return;
    }
    const { epoch } = this;
    const receipts = answers.map(({ outcome, offset, check }) => ({ outcome, position: { epoch, offset, check } }));
    done({ outcome: "kept", receipts });
    this.#publish(
      answers.flatMap(({ outcome, offset, check }, index) =>
        outcome === "new" ? [this.#entry(drafts[index] as Draft, offset, check)] : [],
      ),
    );
  }

  #publish(entries: readonly Entry[]): void {
    this.hear(entries);
    if (entries.length > 0) this.#broker.publish(this.room, { entries, happenings: [] });
  }

  #entry(draft: Draft, offset: number, check: number): Entry {
    const { id, author, at, content, headers, key } = draft;
    const place = { kind: "entry", room: this.room, epoch: this.epoch, offset, check, removed: false } as const;
    const entry =
      headers === undefined ? { ...place, id, author, at, content } : { ...place, id, author, at, content, headers };
    return key === undefined ? entry : { ...entry, key };
  }

  #refuse(waiting: readonly Waiting[], error: unknown): void {
    this.#underWay -= waiting.length;
    const why = reasonOf(error);
    for (const { done } of waiting) done({ outcome: "refused", why });
  }

  #take(entry: Entry): void {
    this.#known = Math.max(this.#known, entry.offset);
    if (entry.offset !== this.#offset + 1) return;
    this.#offset = entry.offset;
    this.#check = entry.check;
    this.#arrived(entry);
  }

  /** Reads from the store what other nodes wrote in between. */
  #mend(): Promise<void> {
    if (this.#known <= this.#offset || this.#stopped) return Promise.resolve();
    this.#mending ??= this.#readGap();
    return this.#mending;
  }

  async #readGap(): Promise<void> {
    try {
      while (this.#known > this.#offset) {
        const before = this.#offset;
        for (const entry of await this.#store.read(this.room, before, MEND_LIMIT)) {
          // The store has all that is kept: what is missing here retention has passed.
          if (entry.offset > this.#offset) this.#offset = entry.offset - 1;
          this.#take(entry);
        }
        // Retention has passed all of it: there is nothing to deliver before the next entry.
        if (this.#offset === before) break;
      }
    } catch {
      if (this.#stopped) return;
      this.#cancelRetry ??= this.#clock.after(MEND_RETRY_MS, () => {
        this.#cancelRetry = undefined;
        void this.#mend();
      });
    } finally {
      this.#mending = undefined;
    }
  }
}

function reasonOf(error: unknown): string {
  return error instanceof StoreRefusal ? error.message : `the store failed: ${String(error)}`;
}
