import { formatPosition, type Room } from "@madang/hub";
import type { Reply } from "@madang/wire";
import { entryObject } from "../entry-object.ts";
import { findPosition } from "./place.ts";
import type { PastQuery } from "./query.ts";
import type { HttpLogTerms } from "./terms.ts";

/** The page before a place, where it begins, and whether anything stands before that. */
export async function pastReply({ host }: HttpLogTerms, room: Room, { before, limit }: PastQuery): Promise<Reply> {
  const end = await findPosition(room, before, host);
  if ("kind" in end) return end;
  const { start, entries, earlier } = await room.history(end.offset, limit);
  const headers = {
    "Content-Type": "application/json",
    "Cache-Control": "no-store",
    "Stream-Previous-Offset": formatPosition(start),
    "Stream-Next-Offset": formatPosition(end),
    ...(earlier ? {} : { "Stream-At-Beginning": "true" }),
  };
  return { kind: "reply", status: 200, headers, body: host.encode(JSON.stringify(entries.map(entryObject))) };
}
