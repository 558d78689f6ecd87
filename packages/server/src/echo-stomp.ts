import { Deadlines, type Destination, type Destinations, type Identify, StompGateway } from "@madang/gateways";
import { Hub, type HubPorts, MemoryBus, MemoryStore, type Room } from "@madang/hub";
import type { Host } from "@madang/wire";
import { nodeChance, nodeClock } from "./node-ports.ts";

/** Who comes as `guest` with the passcode `guest`, as test suites do, or without any. */
const PASSCODE = "guest";

/** A STOMP broker for outside suites: any destination is a topic, and nothing is kept. */
export function echoStomp(ports: Pick<HubPorts, "turn"> & { readonly host: Host }): StompGateway {
  const { host, turn } = ports;
  const chance = nodeChance();
  const [clock, store] = [nodeClock, new MemoryStore(chance)];
  const hub = new EveryRoom({ store, broker: new MemoryBus().node(), clock, chance, turn });
  const deadlines = new Deadlines(clock);
  return new StompGateway({ hub, identify, clock, deadlines, host, destinations: new EveryDestination(host) });
}

const identify: Identify = async (_caller, { token = PASSCODE, name = "guest" } = {}) => {
  if (token !== PASSCODE) return { status: 401, title: "Unauthorized", detail: "the passcode here is guest" };
  return { author: { kind: "guest", name } };
};

/** Rooms are made as they are asked for. */
class EveryRoom extends Hub {
  override async room(name: string): Promise<Room | undefined> {
    const room = await super.room(name);
    if (room !== undefined) return room;
    await this.putRoom(name, { retention: "volatile" });
    return super.room(name);
  }
}

/** A destination may have any characters, a room's name may not. */
class EveryDestination implements Destinations {
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  find(destination: string): Destination {
    const digest = this.#host.sha1(this.#host.encode(destination));
    return { room: Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join(""), name: destination };
  }
}
