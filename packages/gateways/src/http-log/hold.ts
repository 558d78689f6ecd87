import type { Waiter, Wakening } from "@madang/hub";
import { type Hold, problemReply, type Reply } from "@madang/wire";
import { httpRefusal } from "@madang/wire/websocket";
import { type Place, spellPlaces } from "./place.ts";
import type { LogQuery } from "./query.ts";
import { foundReply, nothingReply, readOn } from "./read.ts";
import type { HttpLogTerms, Reader } from "./terms.ts";

/** 25 s: below the 30 s after which proxies that are set up with care give up on a silent request. */
export const LONG_POLL_MS = 25_000;

/** The answers to those who have waited, one for all of a room that have asked in the same way. */
export class SharedReplies {
  readonly #terms: HttpLogTerms;
  readonly #replies = new WeakMap<Wakening, Map<boolean, Reply>>();

  constructor(terms: HttpLogTerms) {
    this.#terms = terms;
  }

  /** Everybody who waits in one room waits at one place: the answer depends on nothing else but how that was named. */
  reply(query: LogQuery, place: Place, wakening: Wakening): Reply {
    const known = this.#replies.get(wakening)?.get(place.isNow);
    if (known !== undefined) return known;
    const { spellings } = this.#terms;
    const { entries, end, upToDate } = wakening;
    const removed = entries.filter((entry) => entry.removed).length;
    const places = [{ room: place.room, after: end }];
    const found = { pieces: [spellings.json.spell(entries)], places, upToDate, removed };
    const reply = foundReply(this.#terms, query, { places: [place], found });
    const replies = this.#replies.get(wakening) ?? new Map<boolean, Reply>();
    this.#replies.set(wakening, replies.set(place.isNow, reply));
    return reply;
  }
}

/** What a long poll is made of. */
export interface LongPollParts {
  readonly terms: HttpLogTerms;
  readonly replies: SharedReplies;
  readonly reader: Reader;
  readonly query: LogQuery;
  readonly places: readonly Place[];
}

/** A long poll's place in one room. */
class RoomWaiter implements Waiter {
  place = -1;
  readonly #spot: Place;
  readonly wake: (wakening: Wakening) => void;

  constructor(spot: Place, wake: (wakening: Wakening) => void) {
    this.#spot = spot;
    this.wake = wake;
  }

  /** False: something has come already. */
  sitDown(): boolean {
    return this.#spot.room.wait(this, this.#spot.after.offset);
  }

  standUp(): void {
    this.#spot.room.unwait(this);
  }
}

/** A request that waits for the next entry of some rooms. */
export class LongPoll implements Hold {
  readonly kind = "hold";
  readonly #parts: LongPollParts;
  readonly #waiters: readonly RoomWaiter[];
  #cancelDeadline: () => void = () => undefined;
  #answer: ((reply: Reply) => void) | undefined;

  constructor(parts: LongPollParts) {
    this.#parts = parts;
    this.#waiters = parts.places.map((spot) => new RoomWaiter(spot, (wakening) => this.#woken(spot, wakening)));
  }

  wait(answer: (reply: Reply) => void): () => void {
    this.#answer = answer;
    if (this.#waiters.every((waiter) => waiter.sitDown())) {
      const { clock, deadlines } = this.#parts.terms;
      this.#cancelDeadline = deadlines.add(clock.now() + LONG_POLL_MS, () => this.#timeUp());
    } else {
      this.#standUp();
      void this.#readOn();
    }
    return () => {
      this.#answer = undefined;
      this.#standUp();
    };
  }

  #woken(place: Place, wakening: Wakening): void {
    const { replies, query } = this.#parts;
    this.#standUp();
    if (query.many) void this.#readOn();
    else this.#tell(this.#refusal() ?? replies.reply(query, place, wakening));
  }

  #timeUp(): void {
    const { terms, query, places } = this.#parts;
    this.#standUp();
    this.#tell(nothingReply(terms, spellPlaces(places, query.many)));
  }

  /** Something has come between the look at the room and the wait, or into one of several rooms. */
  async #readOn(): Promise<void> {
    const { terms, query, places } = this.#parts;
    try {
      const found = await readOn(terms, places);
      const reply = "kind" in found ? found : foundReply(terms, query, { places, found });
      this.#tell(this.#refusal() ?? reply);
    } catch {
      this.#tell(problemReply(httpRefusal(503, "the room cannot be read now", { "Retry-After": "1" }), terms.host));
    }
  }

  /** A ban may have come in the meantime. */
  #refusal(): Reply | undefined {
    const { terms, reader } = this.#parts;
    const banned = terms.hub.rights.refusal(reader.author, reader.address, "read");
    return banned === undefined ? undefined : problemReply(httpRefusal(403, banned), terms.host);
  }

  #standUp(): void {
    this.#cancelDeadline();
    for (const waiter of this.#waiters) waiter.standUp();
  }

  #tell(reply: Reply): void {
    const answer = this.#answer;
    this.#answer = undefined;
    answer?.(reply);
  }
}
