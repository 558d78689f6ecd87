import type { Writable } from "node:stream";
import type { EntryObject, ReadFrom, Room, RoomEvent } from "@madang/client";

/** 4 MiB that nobody has taken yet: whoever reads more slowly than a room goes on is read for no further than this. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;

/** What a follower needs. */
export interface FollowerParts {
  readonly client: { join(room: string, from: ReadFrom): Pick<Room, "on" | "leave"> };
  readonly room: string;
  readonly output: Writable;
  spell(entry: EntryObject): string;
  /** What happens that is no entry. */
  told(event: RoomEvent): void;
}

/**
 * Writes a room's entries to an output, a line each. While the output is full it is not in the room at all, and then it
 * reads on from where it stood: it holds a place, and no entries.
 */
export class Follower {
  readonly #parts: FollowerParts;

  constructor(parts: FollowerParts) {
    this.#parts = parts;
  }

  follow(from: ReadFrom): void {
    const { client, room: name, output, spell, told } = this.#parts;
    const room = client.join(name, from);
    room.on("event", (event) => {
      if (event.kind !== "entry") {
        told(event);
        return;
      }
      output.write(`${spell(event.entry)}\n`);
      if (output.writableLength <= MAX_WAITING_BYTES) return;
      room.leave();
      output.once("drain", () => this.follow({ position: event.entry.position }));
    });
  }
}
