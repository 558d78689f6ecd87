import { parsePositions } from "@madang/wire";
import {
  type BadMessage,
  type History,
  type Join,
  type Leave,
  type Rooms,
  readClientMessage,
  type Send,
  type Typing,
} from "@madang/wire/native";
import type { EventName } from "@madang/wire/socketio";
import { TOLD_EVENTS } from "./event.ts";

/** An event that is none of the chat's: for the others in a room, as it is. */
export interface PassOn {
  readonly type: "pass on";
  readonly name: string;
  readonly args: readonly unknown[];
}

/** What a client asks for with an event (docs/socket-io.md). */
export type SocketIoRequest = Join | Leave | Send | Typing | History | Rooms | PassOn | BadMessage;

/** Reads an event. Never throws; `makeId` gives an id to a message that has none. */
export function socketIoRequest(name: EventName, args: readonly unknown[], makeId: () => string): SocketIoRequest {
  const [room, more] = args;
  switch (name) {
    case "join":
      return read(name, room, isObject(more) ? more : { position: more ?? undefined });
    case "leave":
      return read(name, room, {});
    case "message":
      return read("send", room, { id: makeId(), ...(isObject(more) ? more : { text: more }) });
    case "typing":
      return read(name, room, { on: more ?? true });
    case "history":
      return read(name, room, isObject(more) ? more : { before: more });
    case "rooms":
      return { type: name };
  }
  if (typeof name === "number") return { type: "bad", why: "an event's name is a text" };
  if (TOLD_EVENTS.has(name)) return { type: "bad", why: `${name}: this event is the server's to send` };
  return { type: "pass on", name, args };
}

function read(type: string, room: unknown, more: Readonly<Record<string, unknown>>): SocketIoRequest {
  const message = readClientMessage({ ...more, type, room: room ?? undefined, ref: undefined });
  switch (message.type) {
    case "join":
      return message.position === undefined
        ? message
        : { ...message, position: placeOf(message.position, message.room) };
    case "hello":
    case "token":
    case "ping":
      return { type: "bad", why: "there is no such event" };
    default:
      return message;
  }
}

/** A room's position, or that of the room in the string that events end in. */
function placeOf(position: string, room: string): string {
  return (position.includes(".") ? parsePositions(position)?.get(room.normalize("NFC")) : undefined) ?? position;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}
