import { Deadlines, type Destination, type Destinations, type Identify, StompGateway } from "@madang/gateways";
import { Hub, type HubPorts, MemoryBus, MemoryStore, type Room } from "@madang/hub";
import type { Host } from "@madang/wire";
import { nodeChance, nodeClock } from "./node-ports.ts";

/** 1 s: the fastest that suites ask for (stompjs, heart-beat.spec); and beats that come in time for that. */
const BEAT_MS = 1000;
const BEAT_STEP_MS = 100;
/** 16 MiB, as the echo takes: suites send 1 MiB. */
const MAX_BODY_BYTES: number = 16 * 1024 * 1024;
/** 65,536 messages of a destination, so that a suite's bursts are read to their end. */
const KEPT_MESSAGES = 65_536;

/** Who comes as `guest` with the passcode `guest`, as test suites do, or without any. */
const PASSCODE = "guest";

/** A STOMP broker for outside suites: any destination is a topic, and nothing outlives the host. */
export function echoStomp(ports: Pick<HubPorts, "turn"> & { readonly host: Host }): StompGateway {
  const { host, turn } = ports;
  const chance = nodeChance();
  const [clock, store] = [nodeClock, new MemoryStore(chance, KEPT_MESSAGES)];
  return new StompGateway({
    hub: new EveryRoom({ store, broker: new MemoryBus().node(), clock, chance, turn }),
    identify,
    clock,
    deadlines: new Deadlines(clock, BEAT_STEP_MS),
    host,
    destinations: new EveryDestination(host),
    heartBeat: { send: BEAT_MS, want: BEAT_MS },
    maxBodyBytes: MAX_BODY_BYTES,
  });
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
    await this.putRoom(name, { retention: "forever" });
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
    return { room: this.#host.sha1(destination, "hex"), name: destination };
  }
}
