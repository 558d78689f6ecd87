import { type Author, authorKey } from "./author.ts";
import type { Cancel, Clock } from "./clock.ts";
import type { Happening } from "./happening.ts";

/** 1 s: one notice per join among thousands is quadratic, and a reload is nobody's news. */
export const NOTICE_INTERVAL_MS = 1000;
/** In a room of more people than this, comings and goings are counted, not named. */
export const MAX_NAMED_PEOPLE = 100;

/**
 * A room's comings and goings, gathered for a second. One who goes and comes back within it was never away. Nobody is
 * told, in any tab, of their own coming.
 */
export class Notices {
  readonly #clock: Clock;
  readonly #tell: (happenings: readonly Happening[]) => void;
  readonly #present: () => number;
  readonly #joined = new Map<string, Author>();
  readonly #left = new Map<string, Author>();
  #cancel: Cancel | undefined;

  constructor(clock: Clock, present: () => number, tell: (happenings: readonly Happening[]) => void) {
    this.#clock = clock;
    this.#present = present;
    this.#tell = tell;
  }

  joined(person: Author): void {
    const key = authorKey(person);
    if (!this.#left.delete(key)) this.#joined.set(key, person);
    this.#gather();
  }

  left(person: Author): void {
    const key = authorKey(person);
    if (!this.#joined.delete(key)) this.#left.set(key, person);
    this.#gather();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #gather(): void {
    this.#cancel ??= this.#clock.after(NOTICE_INTERVAL_MS, () => this.#tellAll());
  }

  #tellAll(): void {
    this.#cancel = undefined;
    const happenings = this.#happenings();
    this.#joined.clear();
    this.#left.clear();
    if (happenings.length > 0) this.#tell(happenings);
  }

  #happenings(): Happening[] {
    const counts = { joined: this.#joined.size, left: this.#left.size, present: this.#present() };
    if (counts.joined + counts.left === 0) return [];
    if (counts.present + counts.left > MAX_NAMED_PEOPLE) return [{ kind: "crowd", ...counts }];
    return [
      ...[...this.#joined].map(([except, person]): Happening => ({ kind: "joined", person, except })),
      ...[...this.#left.values()].map((person): Happening => ({ kind: "left", person })),
    ];
  }
}
