import { formatPosition, type Hub, type Position, parsePosition, parseRoomName, type Room } from "@madang/hub";
import { formatPositions, type Host, problemReply, type Reply } from "@madang/wire";
import { httpRefusal } from "@madang/wire/websocket";
import type { LogQuery } from "./query.ts";

/** A room, and where in it somebody reads. */
export interface Place {
  readonly room: Room;
  /** What comes after it is what the reader wants. */
  readonly after: Position;
  /** The reader asked for the end, and gets nothing that was there before it asked, or came just after. */
  readonly isNow: boolean;
}

/** The rooms of this query, and the places in them; or why they cannot be read from there. */
export async function findPlaces(hub: Hub, { offsets }: LogQuery, host: Host): Promise<readonly Place[] | Reply> {
  const places: Place[] = [];
  for (const [name, offset] of offsets) {
    const room = await findRoom(hub, name);
    if (room === undefined) return noRoom(name, host);
    if (places.some((place) => place.room === room))
      return problemReply(httpRefusal(400, `room: ${name} is there twice`), host);
    const after = await findPosition(room, offset, host);
    if ("kind" in after) return after;
    places.push({ room, after, isNow: offset === "now" });
  }
  return places;
}

export async function findRoom(hub: Hub, text: string): Promise<Room | undefined> {
  const name = parseRoomName(text);
  return name === undefined ? undefined : hub.room(name);
}

export function noRoom(name: string, host: Host): Reply {
  return problemReply(httpRefusal(404, `there is no room named ${JSON.stringify(name)}`), host);
}

/** Where these readers stand, as they are to give it back: one string for one room or for several. */
export function spellPlaces(places: readonly Pick<Place, "room" | "after">[], many: boolean): string {
  const [only] = places;
  if (!many && only !== undefined) return formatPosition(only.after);
  return formatPositions(new Map(places.map(({ room, after }) => [room.name, formatPosition(after)])));
}

/** The reader has missed what the room no longer has, or knows another history: from where to read on instead. */
export async function gone(room: Room, cause: "history" | "retention", host: Host): Promise<Reply> {
  const why =
    cause === "history"
      ? "this offset is of another history of the room"
      : "the room no longer keeps what comes after this offset";
  const earliest = formatPosition(await room.beginning());
  const detail = `${why}; read on from earliest, ${earliest}, or from now, ${formatPosition(room.head)}`;
  return problemReply(httpRefusal(410, detail), host, {
    cause,
    room: room.name,
    earliest,
    now: formatPosition(room.head),
  });
}

/** A place as it is asked for, or why nobody can read from it. */
export async function findPosition(room: Room, offset: string, host: Host): Promise<Position | Reply> {
  if (offset === "now") return room.head;
  if (offset === "-1") return room.beginning();
  const position = parsePosition(offset);
  if (position === undefined) {
    const detail = `offset: ${JSON.stringify(offset)} is none that a room gave; -1 is the beginning, now the end`;
    return problemReply(httpRefusal(400, detail), host);
  }
  const located = await room.locate(position);
  return typeof located === "number" ? position : gone(room, located.cause, host);
}
