import type { Broker } from "./broker.ts";
import type { Clock } from "./clock.ts";
import type { ImageShelf } from "./image-shelf.ts";
import type { LeftOut } from "./left-out.ts";
import type { Outlet } from "./outlet.ts";
import type { Pages } from "./pages.ts";
import type { Person } from "./person.ts";
import type { Ration } from "./ration.ts";
import type { Spelling } from "./spelling.ts";
import type { Store } from "./store.ts";
import type { TailBounds } from "./tail.ts";
import type { Turn } from "./turn.ts";

/** What a room stands on. */
export interface RoomPorts {
  readonly store: Store;
  readonly broker: Broker;
  readonly clock: Clock;
  readonly turn: Turn;
  readonly shelf: ImageShelf;
  readonly pages: Pages;
  /** One for all rooms of the node; a room by itself has one of its own. */
  readonly ration?: Ration;
  /** The node's count of what its readers have missed. */
  readonly leftOut?: LeftOut;
  /** Nothing of the room outlives the node. */
  readonly volatile: boolean;
  /** Whether its people may pass on what is not kept; asked each time, for the operator may change it. */
  readonly relays?: () => boolean;
  /** What the room may hold of its log, if not the usual. */
  readonly bounds?: RoomBounds;
}

/** Who reads a room, in which words, and where the bytes go. */
export interface Reader {
  readonly person: Person;
  readonly spelling: Spelling;
  readonly outlet: Outlet;
}

/** What a room may hold of its log. */
export interface RoomBounds {
  readonly batchSize: number;
  readonly tail: TailBounds;
}
