import type { Position, Room } from "@madang/hub";
import type { Headers } from "@madang/wire/stomp";
import type { Complaint } from "./complaint.ts";
import type { StompTerms } from "./terms.ts";

/** A frame whose fate is told. */
export interface Told {
  readonly frame: number;
  readonly headers: Headers;
}

/** Where the fate of a connection's frames is told. */
export interface StompDesk {
  /** Durable, joined, left: its RECEIPT goes out, with a place in the log, when the frames before it are done too. */
  done(frame: number, position?: Position): void;
  /** An ERROR, and the end. */
  fail(frame: number, complaint: Complaint): void;
  /** The same, unless the client listens to its errors: then the connection goes on. */
  refuse(told: Told, complaint: Complaint): void;
}

/** A destination as a room, or why it is none. */
export async function findRoom({ hub, destinations }: StompTerms, destination: string): Promise<Room | Complaint> {
  const place = destinations.find(destination);
  const room = place === undefined ? undefined : await hub.room(place.room);
  if (room !== undefined) return room;
  const details =
    place === undefined
      ? `${JSON.stringify(destination)} is no destination here; /rooms/{room} is.`
      : `There is no room named ${JSON.stringify(place.room)}.`;
  return { closeCode: 1008, code: "room", message: "no such room", details };
}
