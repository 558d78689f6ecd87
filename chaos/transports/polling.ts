import { HttpLine } from "./http-line.ts";
import { complain, httpWriter, type JsonEntry, pathOf, show } from "./http-log.ts";
import type { Reader, ReaderEars, Spot, Transport } from "./transport.ts";

/** Between two questions after which there was nothing more, in milliseconds. */
const PAUSE_MS = { least: 20, most: 200 };

/** Asks again and again, and is answered at once. */
export const polling: Transport = {
  name: "polling",
  resumes: true,
  read: (spot, from, ears) => new Asking(spot, ears, { live: false }).begin(from),
  write: httpWriter,
};

/** Asks again and again, and is answered when there is something. */
export const longPoll: Transport = {
  name: "long-poll",
  resumes: true,
  read: (spot, from, ears) => new Asking(spot, ears, { live: true }).begin(from),
  write: httpWriter,
};

/** A reader that asks one question after the other. */
class Asking implements Reader {
  readonly #spot: Spot;
  readonly #ears: ReaderEars;
  readonly #live: boolean;
  readonly #line: HttpLine;
  #cursor: string | undefined;
  /** What was answered to the same question before. */
  #etag: string | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(spot: Spot, ears: ReaderEars, { live }: { readonly live: boolean }) {
    this.#spot = spot;
    this.#ears = ears;
    this.#live = live;
    this.#line = new HttpLine(spot.port, 1);
  }

  begin(from: string | undefined): Reader {
    if (from === undefined) this.#findEnd();
    else this.#ask(from);
    return this;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#line.close();
  }

  /** Learns where the end is: a live answer would wait for something there. */
  #findEnd(): void {
    this.#question({ offset: "now" }, ({ next }) => {
      this.#ears.begun(next);
      this.#ask(next);
    });
  }

  #ask(offset: string): void {
    const live = this.#live ? { live: "long-poll" } : undefined;
    const cursor = this.#cursor === undefined ? undefined : { cursor: this.#cursor };
    this.#question({ offset, ...live, ...cursor }, ({ next, entries, upToDate }) => {
      for (const entry of entries) show(entry, this.#ears);
      if (entries.length === 0) this.#ears.alive();
      if (next !== offset) this.#etag = undefined;
      this.#ears.stands(next);
      const { dice } = this.#spot;
      const pause = upToDate && !this.#live ? dice.between(PAUSE_MS.least, PAUSE_MS.most) : 0;
      this.#timer = setTimeout(() => this.#ask(next), pause);
    });
  }

  #question(query: Readonly<Record<string, string>>, answered: (found: Found) => void): void {
    const known = this.#etag === undefined ? undefined : { "If-None-Match": this.#etag };
    this.#line.ask(
      { method: "GET", path: pathOf(this.#spot, query), headers: { ...known } },
      ({ status, headers, body }) => {
        const next = headers["stream-next-offset"];
        const isGood = status === 200 || status === 204 || status === 304;
        if (!isGood || typeof next !== "string") {
          this.close();
          complain(status, body.slice(0, 200), this.#ears);
          return;
        }
        const cursor = headers["stream-cursor"];
        this.#cursor = typeof cursor === "string" ? cursor : undefined;
        this.#etag = headers.etag ?? this.#etag;
        const entries = status === 200 ? (JSON.parse(body) as JsonEntry[]) : [];
        answered({ next, entries, upToDate: headers["stream-up-to-date"] === "true" });
      },
      (why) => {
        this.close();
        this.#ears.closed(why);
      },
    );
  }
}

/** A good answer. */
interface Found {
  readonly next: string;
  readonly entries: readonly JsonEntry[];
  readonly upToDate: boolean;
}
