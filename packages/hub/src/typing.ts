import { type Author, authorKey } from "./author.ts";
import type { Cancel, Clock } from "./clock.ts";
import type { Happening } from "./happening.ts";
import { MAX_NAMED_PEOPLE } from "./notices.ts";

/** 1 s: many who begin at once are told of once. */
const TELL_INTERVAL_MS = 1000;
/** 6 s after their last word, twice the time in which a client repeats it, somebody is no longer typing. */
export const TYPING_MS = 6000;

/** Who is writing in a room: gathered for a second, told as a whole when it has changed. */
export class Typing {
  readonly #clock: Clock;
  readonly #tell: (happenings: readonly Happening[]) => void;
  readonly #people = new Map<string, { readonly author: Author; until: number }>();
  #told = "";
  #cancel: Cancel | undefined;

  constructor(clock: Clock, tell: (happenings: readonly Happening[]) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  note(author: Author, on: boolean): void {
    const key = authorKey(author);
    if (on) this.#people.set(key, { author, until: this.#clock.now() + TYPING_MS });
    else if (!this.#people.delete(key)) return;
    this.#cancel ??= this.#clock.after(TELL_INTERVAL_MS, () => this.#look());
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  /** Looks again every second for as long as somebody types. */
  #look(): void {
    const now = this.#clock.now();
    for (const [key, { until }] of this.#people) if (until <= now) this.#people.delete(key);
    this.#cancel = this.#people.size === 0 ? undefined : this.#clock.after(TELL_INTERVAL_MS, () => this.#look());
    const keys = [...this.#people.keys()].join("\n");
    if (keys === this.#told) return;
    this.#told = keys;
    const count = this.#people.size;
    const people = [...this.#people.values()].map(({ author }) => author);
    this.#tell([count > MAX_NAMED_PEOPLE ? { kind: "typing", count } : { kind: "typing", count, people }]);
  }
}
