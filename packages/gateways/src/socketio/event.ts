import type { Author, Item, Position } from "@madang/hub";
import type { Message } from "@madang/wire";
import { type EventName, MAIN_NAMESPACE, spelledEventPacket } from "@madang/wire/socketio";
import { entryObject, personObject } from "../entry-object.ts";

/** What the server tells clients; nobody else may send an event of one of these names through a room. */
export const TOLD_EVENTS: ReadonlySet<string> = new Set([
  "message",
  "joined",
  "left",
  "crowd",
  "typing",
  "removed",
  "skipped",
  "relay",
  "here",
  "away",
  "refused",
]);

/** An event as it is said to everybody, but for the place in its end. */
export interface ToldEvent {
  readonly name: EventName;
  /** Its arguments as JSON. */
  readonly body: string;
  readonly attachments: readonly Uint8Array[];
  /** Where a reader stands who has it; undefined: where it stood before. */
  readonly at: Position | undefined;
}

const NO_BYTES: readonly Uint8Array[] = [];
const BYTES = '{"_placeholder":true,"num":0}';

/** An item of `room` in the words of docs/socket-io.md. */
export function toldEvent(room: string, item: Item): ToldEvent {
  switch (item.kind) {
    case "entry":
      return told("message", entryObject(item), item);
    case "joined":
    case "left":
      return told(item.kind, somebody(room, item.person), item.at);
    case "crowd":
      return told("crowd", { room, joined: item.joined, left: item.left, present: item.present }, item.at);
    case "typing": {
      const { count, people } = item;
      const named = people === undefined ? {} : { people: people.map(personObject) };
      return told("typing", { room, count, ...named }, item.at);
    }
    case "removed":
      return told("removed", { room, offset: item.offset }, item.at);
    case "skipped": {
      const { entries, happenings: events, conflated, at } = item;
      return told("skipped", { room, entries, events, ...(conflated === undefined ? {} : { conflated }) }, at);
    }
    case "relay": {
      const body = `${JSON.stringify(somebody(room, item.from))},${BYTES}`;
      return { name: "relay", body, attachments: [item.data], at: item.at };
    }
    case "signal":
      return { name: item.name, body: item.body, attachments: item.attachments, at: item.at };
  }
}

/** The event as messages of Engine.IO; `place` is its last argument, where there is one. */
export function eventMessages({ name, body, attachments }: ToldEvent, place: string | undefined): readonly Message[] {
  const count = attachments.length;
  const suffix = place === undefined ? {} : { suffix: place };
  const text = spelledEventPacket(MAIN_NAMESPACE, name, { body, attachments: count, ...suffix });
  return count === 0 ? [text] : [text, ...attachments];
}

function told(name: string, argument: object, at: Position | undefined): ToldEvent {
  return { name, body: JSON.stringify(argument), attachments: NO_BYTES, at };
}

function somebody(room: string, person: Author): object {
  return { room, ...personObject(person) };
}
