import type { RoomEvent } from "./room.ts";

const MOST = 1000;

/** The events of a room for one loop over them. When the loop falls too far behind, the oldest go and are counted. */
export class EventBuffer implements AsyncIterableIterator<RoomEvent> {
  readonly #left: (buffer: EventBuffer) => void;
  #events: RoomEvent[] = [];
  #waiting: ((result: IteratorResult<RoomEvent, undefined>) => void)[] = [];
  /** What the loop has missed before the first event that is there. */
  #gone: { kind: "skipped"; entries: number; events: number } | undefined;
  #ended = false;

  /** `left` is called when the loop ends by itself. */
  constructor(left: (buffer: EventBuffer) => void) {
    this.#left = left;
  }

  push(event: RoomEvent): void {
    const waiting = this.#waiting.shift();
    if (waiting !== undefined) {
      waiting({ done: false, value: event });
      return;
    }
    this.#events.push(event);
    if (this.#events.length > MOST) this.#skip(this.#events.shift());
  }

  /** Nothing follows; what is there is still given. */
  end(): void {
    this.#ended = true;
    for (const waiting of this.#waiting) waiting({ done: true, value: undefined });
    this.#waiting = [];
  }

  next(): Promise<IteratorResult<RoomEvent, undefined>> {
    const value = this.#gone ?? this.#events.shift();
    this.#gone = undefined;
    if (value !== undefined) return Promise.resolve({ done: false, value });
    if (this.#ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  return(): Promise<IteratorResult<RoomEvent, undefined>> {
    this.#events = [];
    this.end();
    this.#left(this);
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #skip(event: RoomEvent | undefined): void {
    this.#gone ??= { kind: "skipped", entries: 0, events: 0 };
    const gone = this.#gone;
    if (event?.kind === "entry") gone.entries += 1;
    else if (event?.kind === "skipped") {
      // What came in the place of these may be missed as well.
      gone.entries += event.entries + (event.conflated ?? 0);
      gone.events += event.events;
    } else gone.events += 1;
  }
}
