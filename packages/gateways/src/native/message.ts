import type { Item } from "@madang/hub";
import type { ServerMessage } from "@madang/wire/native";
import { entryObject, personObject } from "../entry-object.ts";

/** An item of `room` in the native protocol's words; undefined for what it has no words for. */
export function nativeMessage(room: string, item: Item): ServerMessage | undefined {
  switch (item.kind) {
    case "entry":
      return { type: "entry", ...entryObject(item) };
    case "joined":
      return { type: "came", room, person: personObject(item.person) };
    case "left":
      return { type: "went", room, person: personObject(item.person) };
    case "crowd":
      return { type: "crowd", room, joined: item.joined, left: item.left, present: item.present };
    case "typing": {
      const { count, people } = item;
      return { type: "typing", room, count, ...(people === undefined ? {} : { people: people.map(personObject) }) };
    }
    case "removed":
      return { type: "removed", room, offset: item.offset };
    case "skipped": {
      const { entries, happenings: events, conflated } = item;
      return { type: "skipped", room, entries, events, ...(conflated === undefined ? {} : { conflated }) };
    }
    case "relay":
    case "signal":
      return undefined;
  }
}
