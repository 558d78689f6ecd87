import { type HttpRequest, MAX_POSITIONS, parsePositions, type Refusal } from "@madang/wire";
import { MAX_HISTORY } from "@madang/wire/native";
import { httpRefusal } from "@madang/wire/websocket";

/** How a reader wants what is yet to come. */
export type Live = "long-poll" | "sse" | "ndjson";

/** What stands before a place, for whoever reads upwards: at most `limit` entries, oldest first. */
export interface PastQuery {
  readonly before: string;
  readonly limit: number;
}

/** What a reader asks for. */
export interface LogQuery {
  /** By the room's name as it was given: `-1`, `now`, or a position. */
  readonly offsets: ReadonlyMap<string, string>;
  /** Several rooms: where the reader stands is told as one string. */
  readonly many: boolean;
  /** Undefined: at once, and that is all. */
  readonly live?: Live;
  /** The cursor that the client gives back. */
  readonly cursor?: string;
  /** An event stream begins with who is here. */
  readonly people?: true;
  /** Instead of all this: what stands before a place. */
  readonly past?: PastQuery;
}

const MODES: readonly string[] = ["long-poll", "sse", "ndjson"] satisfies Live[];

/** Reads a request's query; `room` is the one that the path names, if it names one. */
export function readLogQuery({ caller, parameters }: HttpRequest, room: string | undefined): LogQuery | Refusal {
  const single = new Map<string, string>();
  for (const [name, value] of parameters) {
    if (name === "room") continue;
    if (single.has(name)) return bad(`${name}: is there twice`);
    single.set(name, value);
  }
  const live = single.get("live");
  if (live !== undefined && !MODES.includes(live)) return bad(`live: is one of ${MODES.join(", ")}`);
  const cursor = single.get("cursor");
  if (single.has("people") && live !== "sse") return bad("people: goes with live=sse");
  const past = readPast(single);
  if (typeof past === "string") return bad(past);
  const asked = caller.headers.get("last-event-id") || undefined;
  const offsets = room === undefined ? severalOffsets(parameters, asked) : oneOffset(room, single.get("offset"), asked);
  if (typeof offsets === "string") return bad(offsets);
  if (live !== undefined && room !== undefined && asked === undefined && !single.has("offset"))
    return bad("offset: a live answer needs one; -1 is the beginning, now the end");
  const many = room === undefined;
  return {
    offsets,
    many,
    ...(isLive(live) ? { live } : {}),
    ...(cursor === undefined ? {} : { cursor }),
    ...(single.has("people") ? { people: true } : {}),
    ...(past && { past }),
  };
}

/** `before=O&limit=50`; a text says what is wrong. */
function readPast(single: ReadonlyMap<string, string>): PastQuery | string | undefined {
  const before = single.get("before");
  const limit = single.get("limit");
  if (before === undefined) return limit === undefined ? undefined : "limit: goes with before";
  if (single.has("offset") || single.has("live")) return "before: a page of the past has no offset and is not live";
  if (limit !== undefined && !(/^\d{1,3}$/.test(limit) && Number(limit) <= MAX_HISTORY))
    return `limit: a number from 0 to ${MAX_HISTORY}`;
  return { before, limit: limit === undefined ? MAX_HISTORY : Number(limit) };
}

function isLive(live: string | undefined): live is Live {
  return live !== undefined;
}

/** What EventSource sends by itself is newer than the address it was opened with. */
function oneOffset(room: string, offset: string | undefined, asked: string | undefined): Map<string, string> {
  return new Map([[room, asked ?? offset ?? "-1"]]);
}

/** `room=a:O1&room=b:O2`, or `positions=…` for all of them; a text says what is wrong. */
function severalOffsets(
  parameters: HttpRequest["parameters"],
  asked: string | undefined,
): Map<string, string> | string {
  const offsets = new Map<string, string>();
  for (const [name, value] of parameters) {
    if (name !== "room") continue;
    const colon = value.indexOf(":");
    const room = colon < 0 ? value : value.slice(0, colon);
    if (offsets.has(room)) return `room: ${room} is there twice`;
    offsets.set(room, colon < 0 ? "-1" : value.slice(colon + 1));
  }
  const given = asked ?? parameters.find(([name]) => name === "positions")?.[1];
  if (given !== undefined) {
    const positions = parsePositions(given);
    if (positions === undefined)
      return `${asked === undefined ? "positions" : "Last-Event-ID"}: this was not given here`;
    for (const [room, position] of positions) offsets.set(room, position);
  }
  if (offsets.size === 0) return "room: name at least one, as room=name or room=name:offset";
  return offsets.size > MAX_POSITIONS ? `room: at most ${MAX_POSITIONS} of them` : offsets;
}

function bad(detail: string): Refusal {
  return httpRefusal(400, detail);
}
