import type { Ticker } from "../ticker.ts";
import type { HttpSession } from "./http-session.ts";

/** How often sessions are looked at: their deadlines are 5 s and 25 s. */
const WHEEL_MS = 500;
/** 20,000 sessions, about 3 kB each before anything waits in them. */
const MAX_SESSIONS = 20_000;

/** All sessions over HTTP by base and id, and the one wheel that turns them. */
export class HttpSessions {
  readonly #sessions = new Map<string, HttpSession>();
  readonly #now: () => number;
  readonly #endTicks: () => void;

  constructor(ticker: Ticker, now: () => number) {
    this.#now = now;
    this.#endTicks = ticker.every(WHEEL_MS, () => this.#turn());
  }

  get size(): number {
    return this.#sessions.size;
  }

  get isFull(): boolean {
    return this.#sessions.size >= MAX_SESSIONS;
  }

  /** As it is now: one whose time is up is not there any more. */
  get(key: string): HttpSession | undefined {
    this.#sessions.get(key)?.tick(this.#now());
    return this.#sessions.get(key);
  }

  set(key: string, session: HttpSession): void {
    this.#sessions.set(key, session);
  }

  delete(key: string): void {
    this.#sessions.delete(key);
  }

  /** Sends everybody away to come back after a time of their own (milliseconds). */
  close(after: () => number, why: string): void {
    this.#endTicks();
    for (const session of this.#sessions.values()) session.farewell(after(), why);
  }

  #turn(): void {
    const now = this.#now();
    for (const session of this.#sessions.values()) session.tick(now);
  }
}
