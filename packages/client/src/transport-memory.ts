import type { Clock } from "./clock.ts";
import { TRANSPORTS, type Transport } from "./transport.ts";

/** A day: networks change, and what got through yesterday may be slower than what gets through today. */
const GOOD_MS = 86_400_000;

/** Where it is noted: the part of `localStorage` that is needed. Whatever throws is as if it were empty. */
export type Notes = Pick<Storage, "getItem" | "setItem">;

/** Which transport has got through to a server, for a day. */
export class TransportMemory {
  readonly #key: string;
  readonly #clock: Clock;
  readonly #notes: Notes | undefined;

  constructor(server: string, clock: Clock, notes: Notes | undefined) {
    this.#key = `madang.transport.${server}`;
    this.#clock = clock;
    this.#notes = notes;
  }

  get last(): Transport | undefined {
    try {
      const [name, at] = this.#notes?.getItem(this.#key)?.split(" ") ?? [];
      const age = this.#clock.now() - Number(at);
      return age >= 0 && age < GOOD_MS ? TRANSPORTS.find((transport) => transport === name) : undefined;
    } catch {
      return undefined;
    }
  }

  keep(transport: Transport): void {
    try {
      this.#notes?.setItem(this.#key, `${transport} ${this.#clock.now()}`);
    } catch {
      // A full or forbidden storage: it will be found out again.
    }
  }
}

/** The page's own, where there is one. */
export function pageNotes(world: { readonly localStorage?: Notes } = globalThis): Notes | undefined {
  try {
    // Node has one that complains when it is looked at, and browsers may throw.
    return "document" in world ? world.localStorage : undefined;
  } catch {
    return undefined;
  }
}
