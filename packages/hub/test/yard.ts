import type { Person } from "@madang/hub";
import { Hub, MemoryBus, MemoryStore } from "@madang/hub";
import { CountingChance, ManualClock, ManualTurn } from "@madang/testkit";
import type { Room } from "../src/room.ts";

/** A hub on in-memory twins, with the time in the test's hand. */
export interface Yard {
  readonly hub: Hub;
  readonly store: MemoryStore;
  readonly clock: ManualClock;
  readonly turn: ManualTurn;
  /** Sends as `name` and lets everything settle; answers the receipts' outcomes. */
  say(room: Room, name: string, ...texts: string[]): Promise<string[]>;
}

export function makeYard(bus: MemoryBus = new MemoryBus(), shared?: MemoryStore): Yard {
  const chance = new CountingChance();
  const store = shared ?? new MemoryStore(chance);
  const clock = new ManualClock();
  const turn = new ManualTurn();
  const hub = new Hub({ store, broker: bus.node(), clock, chance, turn });
  const say = async (room: Room, name: string, ...texts: string[]): Promise<string[]> => {
    const outcomes: string[] = [];
    for (const text of texts) {
      room.append(hub.draft({ kind: "guest", name }, { text }), (receipt) => outcomes.push(receipt.outcome));
    }
    await turn.settle();
    return outcomes;
  };
  return { hub, store, clock, turn, say };
}

/** The room `name`, made if need be. */
export async function makeRoom(hub: Hub, name = "chat", retention: "forever" | "volatile" = "forever"): Promise<Room> {
  await hub.putRoom(name, { retention });
  const room = await hub.room(name);
  if (room === undefined) throw new Error(`no room ${name}`);
  return room;
}

export function guest(name: string, address = "127.0.0.1"): Person & { dismissed: string[] } {
  const dismissed: string[] = [];
  return { author: { kind: "guest", name }, address, dismissed, dismiss: (why) => dismissed.push(why) };
}
