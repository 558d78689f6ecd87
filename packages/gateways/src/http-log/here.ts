import type { Room } from "@madang/hub";
import { spellEvent } from "@madang/wire/event-stream";
import type { Here } from "@madang/wire/native";
import { personObject } from "../entry-object.ts";

/** In a room of more people than this, they are counted, not named. */
const MAX_NAMED_PEOPLE = 100;

/** Who is in a room when somebody begins to stream it, as an event. */
export function spellHere(room: Room): string {
  const people = room.people();
  const named = people.length > MAX_NAMED_PEOPLE ? {} : { people: people.map(personObject) };
  const here: Here = { type: "here", room: room.name, present: people.length, ...named };
  return spellEvent({ type: here.type, data: JSON.stringify(here) });
}
