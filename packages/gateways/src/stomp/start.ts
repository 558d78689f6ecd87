import { formatPosition, type Position, parsePosition, type Room } from "@madang/hub";
import { type Headers, header } from "@madang/wire/stomp";
import type { Complaint } from "./complaint.ts";

/** Above this a time is in milliseconds: as seconds it is in the year 5138. */
const MILLISECONDS_FROM = 1e11;

/**
 * The place after which a SUBSCRIBE reads: `position` is the `message-id` of a MESSAGE, `x-stream-offset` says it as in
 * RabbitMQ's streams; without either it is from now on. Rejects as the store does.
 */
export async function findStart(room: Room, headers: Headers): Promise<Position | Complaint> {
  const position = header(headers, "position");
  if (position !== undefined) return afterPosition(room, position);
  const start = header(headers, "x-stream-offset") ?? "next";
  if (start === "next") return room.head;
  if (start === "first") return room.beginning();
  if (start === "last") return room.beforeLast(1);
  const [, kind, digits = ""] = /^(offset|timestamp)=(\d{1,15})$/.exec(start) ?? [];
  if (kind === "offset") return beforeOffset(room, Number(digits));
  if (kind === "timestamp") return beforeTime(room, Number(digits));
  return bad(`x-stream-offset is first, last, next, offset=N or timestamp=T, not ${JSON.stringify(start)}`);
}

async function afterPosition(room: Room, text: string): Promise<Position | Complaint> {
  const position = parsePosition(text);
  if (position === undefined) return bad("position: no room has given this position; it is a MESSAGE's message-id");
  const located = await room.locate(position);
  return typeof located === "number" ? position : gone(room, located.cause, located.why);
}

/** The entry at the offset is the first that is read; 0 is the beginning, as where offsets count from there. */
async function beforeOffset(room: Room, offset: number): Promise<Position | Complaint> {
  const after = Math.max(0, offset - 1);
  if (after > room.head.offset) {
    return gone(room, "history", `the room ends at offset ${room.head.offset}; this offset is of another history`);
  }
  const earliest = await room.earliest();
  return after >= earliest - 1
    ? placeAt(room, after)
    : gone(room, "retention", `the room keeps nothing before offset ${earliest}`);
}

/** Before the first entry that is not older: the log is in the order of the times, as far as clocks go. */
async function beforeTime(room: Room, time: number): Promise<Position> {
  const at = time < MILLISECONDS_FROM ? time * 1000 : time;
  let low = await room.earliest();
  let high = room.head.offset + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [entry] = (await room.history(middle, 1)).entries;
    if (entry === undefined || entry.at < at) low = middle + 1;
    else high = middle;
  }
  return placeAt(room, low - 1);
}

function placeAt(room: Room, offset: number): Promise<Position> {
  return room.beforeLast(room.head.offset - offset);
}

async function gone(room: Room, cause: "history" | "retention", why: string): Promise<Complaint> {
  const earliest = formatPosition(await room.beginning());
  return {
    closeCode: 1008,
    code: "gone",
    message: "position gone",
    details: `${why}. Subscribe with x-stream-offset:first to read what the room has, or without it from now on.`,
    headers: [
      ["cause", cause],
      ["earliest", earliest],
      ["now", formatPosition(room.head)],
    ],
  };
}

function bad(details: string): Complaint {
  return { closeCode: 1008, code: "bad", message: "a bad start", details };
}
