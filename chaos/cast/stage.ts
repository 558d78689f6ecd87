import type { Book } from "../book.ts";
import type { Dice } from "../dice.ts";
import type { Journal } from "../run/journal.ts";
import type { Ports } from "../transports/ports.ts";
import type { Spot, Transport } from "../transports/transport.ts";

/** What all readers and writers of a run share. */
export interface Stage extends Ports {
  readonly room: string;
  /** The place before the first entry. */
  readonly origin: string;
  readonly book: Book;
  readonly journal: Journal;
}

/** Who plays, over what: with more than one transport, from one to the next. */
export interface Role {
  readonly name: string;
  readonly transports: readonly Transport[];
  readonly dice: Dice;
}

export function spotOf({ port, stompPort, room }: Stage, { name, dice }: Role): Spot {
  return { port, stompPort, room, name, dice };
}

/** Another transport than the one before, where there is one. */
export function another({ transports, dice }: Role, before: Transport): Transport {
  const others = transports.filter((transport) => transport !== before);
  return others.length > 0 ? dice.pick(others) : dice.pick(transports);
}

/** The transport to begin with. */
export function first({ transports }: Role): Transport {
  const [transport] = transports;
  if (transport === undefined) throw new RangeError("a role has at least one transport");
  return transport;
}
