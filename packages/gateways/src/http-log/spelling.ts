import { type Entry, formatPosition, type Item, type Position, type Spelling } from "@madang/hub";
import type { Host } from "@madang/wire";
import { spellEvent } from "@madang/wire/event-stream";
import { entryObject } from "../entry-object.ts";
import { KnownSpellings } from "../known-spellings.ts";
import type { LiveCursors } from "../live-cursors.ts";
import { nativeMessage } from "../native/message.ts";

const NOTHING = new Uint8Array(0);

/** A stretch of a room's items as an event stream has them. */
type Segment = { readonly json: string; readonly last: Entry } | { readonly event: string };

/** How logs are written for whoever reads them over HTTP. */
export class HttpLogSpellings {
  readonly #host: Host;
  readonly #cursors: LiveCursors;
  readonly #sse = new KnownSpellings();
  readonly #lines = new KnownSpellings();
  /** What those who read several rooms have in common: the same items, each with its own positions. */
  readonly #segments = new WeakMap<readonly Item[], readonly Segment[]>();
  /** Entries with commas between them: a piece of the one array that an answer is. */
  readonly json: Spelling;

  constructor(host: Host, cursors: LiveCursors) {
    this.#host = host;
    this.#cursors = cursors;
    const spell = (items: readonly Item[]): Uint8Array => host.encode(joined(items.filter(isEntry)));
    this.json = { key: "json/http", shared: true, spell };
  }

  /** The whole array, made of pieces. */
  array(pieces: readonly Uint8Array[]): Uint8Array {
    const parts = pieces.filter((piece) => piece.length > 0);
    const array = new Uint8Array(parts.reduce((size, part) => size + part.length + 1, parts.length === 0 ? 2 : 1));
    let at = 0;
    for (const part of parts) {
      array[at] = at === 0 ? 0x5b : 0x2c;
      array.set(part, at + 1);
      at += part.length + 1;
    }
    if (at === 0) array[at++] = 0x5b;
    array[at] = 0x5d;
    return array;
  }

  /** The event stream of one room: its events' ids are the room's positions, and so everybody's. */
  sse(room: string): Spelling {
    const manner: Manner = { key: "sse/http", shared: true, place: formatPosition };
    return this.#sse.get(room, () => this.#sseSpelling(room, manner));
  }

  /**
   * The same for one who has come with a cursor: what others were written before has theirs in it, which is perhaps the
   * one that this client had.
   */
  sseAnew(room: string): Spelling {
    return this.#sseSpelling(room, { key: "sse anew", shared: false, place: formatPosition });
  }

  /** The event stream of one of several rooms. `place` notes how far this reader is, and says where that is. */
  sseOf(room: string, place: (at: Position) => string, upToDate: () => boolean): Spelling {
    return this.#sseSpelling(room, { key: `sse of ${room}`, shared: false, place, upToDate });
  }

  /** An entry a line, and what happens to entries. */
  lines(room: string): Spelling {
    const spell = (items: readonly Item[]): Uint8Array =>
      this.#encode(items.map((item) => lineOf(room, item)).join(""));
    return this.#lines.get(room, () => ({ key: "ndjson/http", shared: true, spell }));
  }

  /** Where a reader of an event stream stands, and whether there is more. */
  control(place: string, upToDate: boolean): string {
    const data = { streamNextOffset: place, streamCursor: this.#cursors.current, ...(upToDate ? { upToDate } : {}) };
    return spellEvent({ type: "control", id: place, data: JSON.stringify(data) });
  }

  #sseSpelling(room: string, manner: Manner): Spelling {
    const { key, shared, place, upToDate = () => true } = manner;
    const write = (items: readonly Item[], isLive: boolean): Uint8Array => {
      const segments = shared ? segmentsOf(room, items) : this.#sharedSegments(room, items);
      const last = segments.findLastIndex((segment) => "json" in segment);
      const events = segments.map((segment, index) => {
        if ("event" in segment) return segment.event;
        const at = place(segment.last);
        const data = spellEvent({ type: "data", id: at, data: segment.json });
        return data + this.control(at, isLive && index === last && upToDate());
      });
      return this.#encode(events.join(""));
    };
    return {
      key,
      shared,
      spell: (items) => write(items, false),
      live: { key: `${key}/live`, shared, spell: (items) => write(items, true) },
      arrived: (at) => this.#encode(this.control(place(at), upToDate())),
    };
  }

  #sharedSegments(room: string, items: readonly Item[]): readonly Segment[] {
    const known = this.#segments.get(items);
    if (known !== undefined) return known;
    const segments = segmentsOf(room, items);
    this.#segments.set(items, segments);
    return segments;
  }

  #encode(text: string): Uint8Array {
    return text === "" ? NOTHING : this.#host.encode(text);
  }
}

/** What tells event streams apart. */
interface Manner {
  readonly key: string;
  readonly shared: boolean;
  place(at: Position): string;
  upToDate?(): boolean;
}

function isEntry(item: Item): item is Entry {
  return item.kind === "entry";
}

function joined(entries: readonly Entry[]): string {
  return entries.map((entry) => JSON.stringify(entryObject(entry))).join(",");
}

/** Entries that follow each other are one event; what happens between them is told between them. */
function segmentsOf(room: string, items: readonly Item[]): Segment[] {
  const segments: Segment[] = [];
  for (let at = 0; at < items.length; ) {
    const item = items[at] as Item;
    if (!isEntry(item)) {
      const event = eventOf(room, item);
      if (event !== undefined) segments.push({ event });
      at++;
      continue;
    }
    const run: Entry[] = [];
    for (let next = items[at]; next !== undefined && isEntry(next); next = items[++at]) run.push(next);
    segments.push({ json: `[${joined(run)}]`, last: run.at(-1) ?? item });
  }
  return segments;
}

/** What the draft has no words for is an event of its own, which its clients pass over. */
function eventOf(room: string, item: Item): string | undefined {
  const message = nativeMessage(room, item);
  return message === undefined ? undefined : spellEvent({ type: message.type, data: JSON.stringify(message) });
}

function lineOf(room: string, item: Item): string {
  if (isEntry(item)) return `${JSON.stringify(entryObject(item))}\n`;
  if (item.kind !== "removed" && item.kind !== "skipped") return "";
  return `${JSON.stringify(nativeMessage(room, item))}\n`;
}
