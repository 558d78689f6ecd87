import type { Entry } from "./entry.ts";
import type { Position } from "./position.ts";

/** What ends a wait at a room's head: the same object for everybody who waited. */
export interface Wakening {
  /** What came, in order. */
  readonly entries: readonly Entry[];
  /** Where a reader stands who has read them. */
  readonly end: Position;
  /** Nothing is left after them. */
  readonly upToDate: boolean;
}

/** Somebody who waits at a room's head for the next entry. `place` is the room's: -1 while it does not wait. */
export interface Waiter {
  place: number;
  /** Called once, and it waits no longer; it waits for nothing here while it is called. */
  wake(wakening: Wakening): void;
}

/**
 * Everybody who waits in a room. Who waits stands at the head, since whoever stands elsewhere has an answer already: one
 * list, and what comes wakes all of it without a look at anybody's place.
 */
export class Waiters {
  #waiting: Waiter[] = [];

  get size(): number {
    return this.#waiting.length;
  }

  add(waiter: Waiter): void {
    waiter.place = this.#waiting.length;
    this.#waiting.push(waiter);
  }

  /** Takes no longer however many wait. Nothing happens to who does not wait. */
  remove(waiter: Waiter): void {
    if (waiter.place < 0) return;
    const last = this.#waiting.pop();
    if (last !== undefined && last !== waiter) {
      this.#waiting[waiter.place] = last;
      last.place = waiter.place;
    }
    waiter.place = -1;
  }

  wake(wakening: Wakening): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const waiter of waiting) waiter.place = -1;
    for (const waiter of waiting) waiter.wake(wakening);
  }
}
