import { parseRoomName } from "@madang/hub";

/** Where a destination is in the rooms' world. */
export interface Destination {
  readonly room: string;
  /** As MESSAGEs name it: one spelling for all ways to write the same, so that all who read here share it. */
  readonly name: string;
}

/** Says which room a destination is. */
export interface Destinations {
  find(destination: string): Destination | undefined;
}

/** Destinations that look alike: one room's, or with the room's name between `before` and `after`. */
export interface DestinationPattern {
  readonly before: string;
  readonly after: string;
  readonly room?: string;
}

const HOLE = "{room}";
const ROOMS: DestinationPattern = { before: "/rooms/", after: "" };

/**
 * `/topic/` and `/topic/{room}`: the rest, or what stands in the hole, is the room's name. `/topic/public=chat`: this one
 * destination is this room. A text says what is wrong with it.
 */
export function parsePattern(text: string): DestinationPattern | string {
  if (!text.startsWith("/")) return `${JSON.stringify(text)} does not begin with /`;
  const [before = "", ...rest] = text.split(HOLE);
  const [destination = "", name, ...more] = text.split("=");
  if (name !== undefined) {
    const room = more.length === 0 && rest.length === 0 ? parseRoomName(name) : undefined;
    return room === undefined
      ? `${JSON.stringify(text)} is not a destination, =, and a room's name`
      : { before: destination, after: "", room };
  }
  if (rest.length > 1) return `${JSON.stringify(text)} has more than one ${HOLE}`;
  if (rest.length === 0 && !text.endsWith("/")) return `${JSON.stringify(text)} has neither ${HOLE} nor a / at its end`;
  return { before, after: rest[0] ?? "" };
}

/** `/rooms/{room}`, and what the configuration adds for front ends that were written for another server. */
export class MappedDestinations implements Destinations {
  readonly #rooms: ReadonlyMap<string, string>;
  readonly #patterns: readonly DestinationPattern[];

  constructor(patterns: readonly DestinationPattern[] = []) {
    const fixed = patterns.flatMap(({ before, room }) => (room === undefined ? [] : [[before, room] as const]));
    this.#rooms = new Map(fixed);
    const open = patterns.filter(({ room }) => room === undefined);
    // What says more about a destination is asked first.
    this.#patterns = [ROOMS, ...open].sort((a, b) => length(b) - length(a));
  }

  find(destination: string): Destination | undefined {
    const fixed = this.#rooms.get(destination);
    if (fixed !== undefined) return { room: fixed, name: destination };
    for (const { before, after } of this.#patterns) {
      if (!destination.startsWith(before) || !destination.endsWith(after)) continue;
      const room = parseRoomName(decoded(destination.slice(before.length, destination.length - after.length)));
      if (room !== undefined) return { room, name: before + room + after };
    }
    return undefined;
  }
}

function length({ before, after }: DestinationPattern): number {
  return before.length + after.length;
}

/** No room has a `%` in its name: it is the mark of somebody who has built the destination as an address. */
function decoded(name: string): string {
  if (!name.includes("%")) return name;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
