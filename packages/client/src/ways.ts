import { SUBPROTOCOL } from "@madang/wire/native";
import { addressOf, serverOf } from "./address.ts";
import { backoff } from "./backoff.ts";
import { Climb } from "./climb.ts";
import { openLazily } from "./lazy-socket.ts";
import type { ClientOptions, ClientPorts } from "./options.ts";
import { standsAfter } from "./place.ts";
import type { Entrant } from "./race.ts";
import { type HttpTransport, TRANSPORTS, type Transport } from "./transport.ts";
import { TransportMemory } from "./transport-memory.ts";
import type { HttpTools } from "./way.ts";

/** What a WebSocket takes on a slow network is less; what is longer, somebody who waits to read notices. */
const HEAD_START_MS = 1500;
/** Where the WebSocket got through before, the network is slow rather than closed. */
const LONG_HEAD_START_MS = 5000;

const TOOLS: HttpTools = { backoff, standsAfter, climb: (clock, random, go) => new Climb(clock, random, go) };

/** The ways to one server: which to try, in which order. */
export class Ways {
  readonly #address: string;
  readonly #server: string;
  readonly #ports: ClientPorts;
  readonly #memory: TransportMemory;
  readonly #webSocket: boolean;
  readonly #http: readonly HttpTransport[];

  /** Throws a `TypeError` for a `url` that is none. */
  constructor({ url, transports = TRANSPORTS }: ClientOptions, ports: ClientPorts) {
    this.#address = addressOf(url);
    this.#server = serverOf(this.#address);
    this.#ports = ports;
    this.#memory = new TransportMemory(this.#server, ports.clock, ports.notes);
    this.#webSocket = transports.includes("websocket");
    this.#http = TRANSPORTS.filter((each) => each !== "websocket").filter((each) => transports.includes(each));
  }

  /** What has worked goes first; else the WebSocket, with a head start. */
  get all(): readonly Entrant[] {
    const { last } = this.#memory;
    const first = this.#http.find((each) => each === last);
    const http = this.#http.slice(0, 1).map((best) => this.#httpFrom(first ?? best));
    const webSocket = this.better;
    if (first !== undefined) return [...http, ...webSocket];
    const after = last === "websocket" ? LONG_HEAD_START_MS : HEAD_START_MS;
    return [...webSocket, ...http.map((entrant) => ({ ...entrant, after }))];
  }

  /** What to go back to when something else carries. */
  get better(): readonly Entrant[] {
    if (!this.#webSocket) return [];
    const open: Entrant["open"] = (events) => this.#ports.openSocket(this.#address, SUBPROTOCOL, events);
    return [{ open, after: HEAD_START_MS, transport: "websocket" }];
  }

  keep(transport: Transport): void {
    this.#memory.keep(transport);
  }

  #httpFrom(first: HttpTransport): Entrant {
    const { fetch, clock, random, loadHttp } = this.#ports;
    const parts = { server: this.#server, transports: this.#http, first, fetch, clock, random, tools: TOOLS };
    return { open: (events) => openLazily(loadHttp, parts, events), after: HEAD_START_MS, transport: first };
  }
}
