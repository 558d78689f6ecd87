import type { EntryObject } from "@madang/wire/native";
import type { HttpTools } from "../way.ts";
import type { Query } from "./requests.ts";

/** How far the rooms of one link are read, whoever brings the entries. */
export class Places {
  readonly #places = new Map<string, string>();
  readonly #standsAfter: HttpTools["standsAfter"];

  constructor(standsAfter: HttpTools["standsAfter"]) {
    this.#standsAfter = standsAfter;
  }

  get size(): number {
    return this.#places.size;
  }

  /** As `/log` is asked for what follows. */
  get query(): Query {
    return [...this.#places].map(([room, position]) => ["room", `${room}:${position}`] as const);
  }

  set(room: string, position: string): void {
    this.#places.set(room, position);
  }

  delete(room: string): void {
    this.#places.delete(room);
  }

  /** False for what was read before, and for a room that is not read. */
  pass({ room, position }: Pick<EntryObject, "room" | "position">): boolean {
    if (!this.lacks(room, position)) return false;
    this.#places.set(room, position);
    return true;
  }

  /** Whether this entry of a room that is read is still to come. */
  lacks(room: string, position: string): boolean {
    const place = this.#places.get(room);
    return place !== undefined && this.#standsAfter(position, place);
  }
}
