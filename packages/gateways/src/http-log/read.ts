import { formatPosition, type Reading } from "@madang/hub";
import { type Fields, type HttpRequest, namesTag, type Reply } from "@madang/wire";
import { gone, type Place, spellPlaces } from "./place.ts";
import type { LogQuery } from "./query.ts";
import type { HttpLogTerms } from "./terms.ts";

const NOTHING = new Uint8Array(0);

/** What a read has found. */
export interface Found {
  readonly pieces: readonly Uint8Array[];
  /** Where the reader stands after it. */
  readonly places: readonly Pick<Place, "room" | "after">[];
  readonly upToDate: boolean;
  /** Says with both ends whether an answer is the same. */
  readonly removed: number;
}

/** Reads on from these places, the rooms one after the other; a reply when there is a gap. */
export async function readOn(terms: HttpLogTerms, places: readonly Place[]): Promise<Found | Reply> {
  const found = {
    pieces: [] as Uint8Array[],
    places: [] as Pick<Place, "room" | "after">[],
    upToDate: true,
    removed: 0,
  };
  for (const { room, after } of places) {
    const reading: Reading | undefined = await room.read(terms.spellings.json, after.offset);
    if (reading === undefined) return gone(room, "retention", terms.host);
    found.pieces.push(...reading.images);
    found.places.push({ room, after: reading.end });
    found.upToDate &&= reading.upToDate;
    found.removed += reading.removed;
  }
  return found;
}

/** Everything after these places, at once, and perhaps nothing. */
export async function pollReply(terms: HttpLogTerms, query: LogQuery, places: readonly Place[]): Promise<Reply> {
  const found = await readOn(
    terms,
    places.filter(({ isNow }) => !isNow),
  );
  if ("kind" in found) return found;
  const ends = places.map((place) => found.places.find(({ room }) => room === place.room) ?? place);
  return foundReply(terms, query, { places, found: { ...found, places: ends } });
}

/** An answer with entries, or with an empty array. */
export function foundReply(
  { spellings, cursors }: HttpLogTerms,
  { many }: LogQuery,
  { places, found }: { readonly places: readonly Place[]; readonly found: Found },
): Reply {
  const isNow = places.some((place) => place.isNow);
  const headers = {
    "Content-Type": "application/json",
    "Cache-Control": isNow ? "no-store" : "private, no-cache",
    ...(isNow ? {} : { ETag: etagOf(places, found) }),
    "Stream-Next-Offset": spellPlaces(found.places, many),
    "Stream-Cursor": cursors.current,
    ...(found.upToDate ? { "Stream-Up-To-Date": "true" } : {}),
  };
  return { kind: "reply", status: 200, headers, body: spellings.array(found.pieces) };
}

/** The client has the answer already (RFC 9110 section 13.1.2). */
export function unlessKnown({ caller }: HttpRequest, reply: Reply): Reply {
  const { ETag: etag } = reply.headers as { readonly ETag?: string };
  const known = caller.headers.get("if-none-match");
  if (etag === undefined || known === undefined || !namesTag(known, etag)) return reply;
  const { "Content-Type": _, ...headers } = reply.headers as { readonly "Content-Type"?: string } & Fields;
  return { ...reply, status: 304, headers, body: NOTHING };
}

/** Time is up, and nothing has come. */
export function nothingReply({ cursors }: HttpLogTerms, next: string): Reply {
  const headers = {
    "Cache-Control": "no-store",
    "Stream-Next-Offset": next,
    "Stream-Cursor": cursors.current,
    "Stream-Up-To-Date": "true",
  };
  return { kind: "reply", status: 204, headers, body: NOTHING };
}

/** How the rooms stand now. */
export function headReply(places: readonly Place[], many: boolean): Reply {
  const heads = places.map(({ room }) => ({ room, after: room.head }));
  const headers = {
    "Content-Type": "application/json",
    "Cache-Control": "no-store",
    "Stream-Next-Offset": spellPlaces(heads, many),
  };
  return { kind: "reply", status: 200, headers, body: NOTHING };
}

/** The head of a response that goes on. */
export function streamHeaders(type: string, next: string): Fields {
  return {
    "Content-Type": type,
    "Cache-Control": "private, no-cache",
    "X-Accel-Buffering": "no",
    "Stream-Next-Offset": next,
  };
}

/**
 * A position vouches for all that was said up to there, so what lies between two of them can change in one way only: an
 * entry loses its content, and none gets it back. Their number is all of the room's revision that an answer depends on,
 * on every node and after every restart. Whoever may no longer read has no answer to compare.
 */
function etagOf(places: readonly Place[], { places: ends, removed }: Found): string {
  const ranges = places.map(({ room, after }, index) => {
    const end = ends[index]?.after ?? after;
    return `${room.epoch === end.epoch ? "" : "?"}${after.offset.toString(36)}-${formatPosition(end)}`;
  });
  return `"${ranges.join(".")}.${removed}"`;
}
