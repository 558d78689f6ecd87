import { type Clock, systemClock } from "./clock.ts";
import type { LoadHttp } from "./lazy-socket.ts";
import { makeId } from "./message-id.ts";
import type { OutboxStorage } from "./outbox-storage.ts";
import { pageStorage } from "./page-storage.ts";
import { type OpenSocket, openWebSocket } from "./socket.ts";
import { type WatchSurroundings, watchPage } from "./surroundings.ts";
import type { Transport } from "./transport.ts";
import { type Notes, pageNotes } from "./transport-memory.ts";

export interface ClientOptions {
  /** Where the server is: `https://chat.example` (the address of its WebSocket is derived), or a full ws(s) URL. */
  readonly url: string;
  /** A guest's name. Without one the server makes one, which is then kept. */
  readonly name?: string;
  /**
   * The host site's login: a token, or a function that gives a fresh one. The function is called before each hello, and
   * before the login ends. Wins over the name.
   */
  readonly token?: string | (() => Promise<string | undefined>);
  /** The ways to try: all of them, unless somebody wants to force one. */
  readonly transports?: readonly Transport[];
  /** Given by tests; the runtime's own by default. */
  readonly ports?: Partial<ClientPorts>;
}

/** What the client takes from its runtime. */
export interface ClientPorts {
  readonly openSocket: OpenSocket;
  readonly clock: Clock;
  /** From 0 to below 1. */
  readonly random: () => number;
  readonly makeId: () => string;
  readonly storage: OutboxStorage;
  readonly watchSurroundings: WatchSurroundings;
  readonly fetch: typeof fetch;
  /** The code of the way over HTTP. */
  readonly loadHttp: LoadHttp;
  /** Where it is noted which transport got through; the page's `localStorage`, or nowhere. */
  readonly notes: Notes | undefined;
}

/** The given ports, and the runtime's own for the rest. */
export function portsOf(given: Partial<ClientPorts> = {}, server = ""): ClientPorts {
  return Object.freeze({
    openSocket: openWebSocket,
    clock: systemClock,
    random: () => Math.random(),
    makeId: () => makeId(),
    watchSurroundings: (back: () => void) => watchPage(back),
    fetch: (...args: Parameters<typeof fetch>) => fetch(...args),
    loadHttp: () => import("./http/index.ts"),
    notes: pageNotes(),
    ...given,
    storage: given.storage ?? pageStorage(server),
  });
}
