import { Client } from "../src/client.ts";
import type { ConnectionState } from "../src/connection-state.ts";
import type { ClientOptions, ClientPorts } from "../src/options.ts";
import type { Room, RoomEvent } from "../src/room.ts";
import { FakeServer } from "./fake-server.ts";
import { ManualClock } from "./manual-clock.ts";

/** A client at a fake server, by a clock that stands, with ids that count and the longest of all random waits. */
export class Chat {
  readonly clock = new ManualClock();
  readonly server = new FakeServer(this.clock);
  readonly states: ConnectionState[] = [];
  readonly client: Client;
  /** The page's `online` and `visibilitychange`. */
  back: () => void = () => {};
  #ids = 0;

  constructor(options: Partial<ClientOptions> = {}, ports: Partial<ClientPorts> = {}) {
    this.client = new Client({
      url: "https://chat.example",
      name: "철수",
      transports: ["websocket"],
      ...options,
      ports: { ...this.ports(), ...ports },
    });
    this.client.on("state", (state) => this.states.push(state));
  }

  get kinds(): string[] {
    return this.states.map(({ kind }) => kind);
  }

  ports(): Partial<ClientPorts> {
    return {
      clock: this.clock,
      random: () => 1,
      makeId: () => `id-${++this.#ids}`,
      openSocket: this.server.openSocket,
      watchSurroundings: (back) => {
        this.back = back;
        return () => {
          this.back = () => {};
        };
      },
    };
  }

  settle(): Promise<void> {
    return this.server.settle();
  }

  async advance(ms: number): Promise<void> {
    this.clock.advance(ms);
    await this.settle();
  }
}

/** What a room tells, from now on. */
export function heard(room: Room): RoomEvent[] {
  const events: RoomEvent[] = [];
  room.on("event", (event) => events.push(event));
  return events;
}

/** All that a loop gives until it ends. */
export async function all<T>(loop: AsyncIterable<T>): Promise<T[]> {
  const given: T[] = [];
  for await (const each of loop) given.push(each);
  return given;
}

/** The texts of the entries among the events. */
export function texts(events: readonly RoomEvent[]): (string | undefined)[] {
  return events.flatMap((event) => (event.kind === "entry" ? [event.entry.text] : []));
}
