import type { Clock } from "./clock.ts";

/** Ten minutes after its last use a room is let go: a reload or a change of trains takes less. */
export const IDLE_MS = 600_000;
/** An hour after that the log of a volatile room goes too: until then who comes back can read on. */
export const DROP_MS = 3_600_000;
/** 10,000 rooms at a time, a millisecond or two: who looks is in everybody's way. */
export const MAX_LOOKED_AT = 10_000;

/** A room, as far as it matters whether it is in memory. */
export interface Resident {
  readonly name: string;
  readonly volatile: boolean;
  /** Nobody is in it, nothing is on its way. */
  readonly isIdle: boolean;
  /** Nothing outside holds it any more. */
  rest(): void;
  rouse(): void;
  close(): void;
}

interface Awake<R> {
  readonly room: R;
  /** Milliseconds since 1970. */
  usedAt: number;
}

interface Asleep<R extends Resident> {
  readonly room: WeakRef<R>;
  readonly volatile: boolean;
  readonly since: number;
}

/**
 * The rooms that are in memory. One that has been idle for a while is held no longer, but is not lost to those who still
 * have it in hand: as long as there is one, whoever asks for the room gets that same one.
 */
export class Residents<R extends Resident> {
  readonly #clock: Clock;
  readonly #drop: (name: string) => void;
  readonly #awake = new Map<string, Awake<R>>();
  readonly #asleep = new Map<string, Asleep<R>>();
  /** How far the looks have come. */
  #next = this.#awake.values();
  #nextAsleep = this.#asleep.entries();

  /** `drop` hears of the volatile rooms whose logs are of no use to anybody any more. */
  constructor(clock: Clock, drop: (name: string) => void) {
    this.#clock = clock;
    this.#drop = drop;
  }

  /** The room of this name, in use from now on. */
  get(name: string): R | undefined {
    const awake = this.#awake.get(name);
    if (awake !== undefined) {
      awake.usedAt = this.#clock.now();
      return awake.room;
    }
    const room = this.#asleep.get(name)?.room.deref();
    if (room === undefined) return undefined;
    this.add(room);
    room.rouse();
    return room;
  }

  /** The same, without any use of it. */
  peek(name: string): R | undefined {
    return this.#awake.get(name)?.room ?? this.#asleep.get(name)?.room.deref();
  }

  add(room: R): void {
    this.#asleep.delete(room.name);
    this.#awake.set(room.name, { room, usedAt: this.#clock.now() });
  }

  /** Those that are in use, or were lately. */
  *rooms(): Generator<R> {
    for (const { room } of this.#awake.values()) yield room;
    for (const { room } of this.#asleep.values()) {
      const held = room.deref();
      if (held !== undefined && !held.isIdle) yield held;
    }
  }

  /** Looks at some of the rooms, the next ones each time, and lets go of those that nobody has used for long. */
  look(): void {
    for (let count = 0; count < MAX_LOOKED_AT; count++) {
      const { value, done } = this.#next.next();
      if (done) {
        this.#next = this.#awake.values();
        break;
      }
      this.#lookAt(value);
    }
    for (let count = 0; count < MAX_LOOKED_AT; count++) {
      const { value, done } = this.#nextAsleep.next();
      if (done) {
        this.#nextAsleep = this.#asleep.entries();
        break;
      }
      this.#lookAtAsleep(...value);
    }
  }

  close(): void {
    for (const name of [...this.#awake.keys(), ...this.#asleep.keys()]) this.peek(name)?.close();
  }

  #lookAt(awake: Awake<R>): void {
    const { room, usedAt } = awake;
    const now = this.#clock.now();
    if (!room.isIdle) awake.usedAt = now;
    else if (now - usedAt >= IDLE_MS) {
      room.rest();
      this.#awake.delete(room.name);
      this.#asleep.set(room.name, { room: new WeakRef(room), volatile: room.volatile, since: now });
    }
  }

  #lookAtAsleep(name: string, { room, volatile, since }: Asleep<R>): void {
    const held = room.deref();
    if (held !== undefined) {
      // Somebody had it in hand for all this time, and has come in or sends something.
      if (!held.isIdle) {
        this.add(held);
        held.rouse();
      }
      return;
    }
    if (volatile && this.#clock.now() - since < DROP_MS) return;
    this.#asleep.delete(name);
    if (volatile) this.#drop(name);
  }
}
