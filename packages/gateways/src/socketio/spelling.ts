import type { Item, Spelling } from "@madang/hub";
import type { Framing } from "@madang/wire";
import { KnownSpellings } from "../known-spellings.ts";
import { eventMessages, type ToldEvent, toldEvent } from "./event.ts";
import { type Places, placeIn } from "./places.ts";

/**
 * How rooms are spelled for Socket.IO. Whoever is in one room shares its images, which end in the place in it; whoever is
 * in several has images of their own, whose ends say all places, around bodies that are made once for all.
 */
export class SocketIoSpellings {
  readonly #recovery: boolean;
  readonly #shared = new KnownSpellings();
  readonly #told = new WeakMap<Item, ToldEvent>();
  #sockets = 0;

  constructor(recovery: boolean) {
    this.#recovery = recovery;
  }

  /** For everybody in this room alone; for everybody where nothing can be recovered. */
  shared(room: string, framing: Framing): Spelling {
    return this.#shared.get(`${framing.key}\n${room}`, () => {
      const place = this.#recovery ? placeIn(room) : undefined;
      return {
        key: `socketio/${framing.key}`,
        shared: true,
        spell: (items) =>
          framing.frame(
            items.flatMap((item) => {
              const told = toldEvent(room, item);
              return eventMessages(told, told.at && place?.(told.at));
            }),
          ),
      };
    });
  }

  /** For one connection, whose places move on with what is spelled for it. */
  own(room: string, framing: Framing, places: Places): Spelling {
    this.#sockets++;
    return {
      key: `socketio/${framing.key}/${this.#sockets}`,
      shared: false,
      spell: (items) =>
        framing.frame(
          items.flatMap((item) => {
            const told = this.#toldOnce(room, item);
            if (told.at !== undefined) places.set(room, told.at);
            return eventMessages(told, places.text);
          }),
        ),
    };
  }

  #toldOnce(room: string, item: Item): ToldEvent {
    const known = this.#told.get(item);
    if (known !== undefined) return known;
    const told = toldEvent(room, item);
    this.#told.set(item, told);
    return told;
  }
}
