import { backoff } from "../../src/backoff.ts";
import { Climb } from "../../src/climb.ts";
import type { CarrierEars, CarrierEnd } from "../../src/http/carrier.ts";
import { Places } from "../../src/http/places.ts";
import { Requests } from "../../src/http/requests.ts";
import { standsAfter } from "../../src/place.ts";
import type { HttpTransport } from "../../src/transport.ts";
import type { HttpParts } from "../../src/way.ts";
import { FakeHttp } from "../fake-http.ts";
import { FakeServer } from "../fake-server.ts";
import { ManualClock } from "../manual-clock.ts";

/** The way over HTTP before a fake server, by a clock that stands. */
export class HttpYard {
  readonly clock = new ManualClock();
  readonly server = new FakeServer(this.clock);
  readonly http = new FakeHttp(this.server);
  readonly parts: HttpParts;
  readonly requests: Requests;
  readonly places = new Places(standsAfter);
  readonly texts: (string | undefined)[] = [];
  readonly kinds: string[] = [];
  readonly ends: CarrierEnd[] = [];
  alive = 0;

  constructor(transports: readonly HttpTransport[] = ["sse", "long-poll", "poll"]) {
    const [first = "sse"] = transports;
    const tools = { backoff, standsAfter, climb: (...args: ConstructorParameters<typeof Climb>) => new Climb(...args) };
    const { clock } = this;
    const fetch: typeof globalThis.fetch = (...args) => this.http.fetch(...args);
    this.parts = { server: "https://chat.example", transports, first, fetch, clock, random: () => 1, tools };
    this.requests = new Requests(this.parts);
  }

  readonly ears: CarrierEars = {
    heard: (message) => {
      this.kinds.push(message.type);
      if (message.type === "entry") this.texts.push(message.text);
    },
    alive: () => {
      this.alive += 1;
    },
    ended: (end) => this.ends.push(end),
  };

  /** Reads the room from its end. */
  readFromNow(): void {
    this.places.set("chat", this.server.chat.position(this.server.chat.entries.length));
  }

  async settle(): Promise<void> {
    do {
      for (let turns = 0; turns < 5; turns += 1) await new Promise(setImmediate);
    } while (this.http.pump());
    for (let turns = 0; turns < 5; turns += 1) await new Promise(setImmediate);
  }

  async advance(ms: number): Promise<void> {
    this.clock.advance(ms);
    await this.settle();
  }

  async post(...texts: string[]): Promise<void> {
    for (const text of texts) this.server.post(text);
    await this.settle();
  }
}
