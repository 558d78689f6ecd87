import { setTimeout as after } from "node:timers/promises";
import type { Journal } from "./journal.ts";
import { ServerProcess, type ServerStart } from "./server-process.ts";

/** Between two tries to start a server, in milliseconds. */
const AGAIN_MS = 100;
/** How long a server has to end in order, in milliseconds. */
const FAREWELL_MS = 15_000;

/** Keeps one server running on one folder and port, one process after the other, and kills it when told to. */
export class Keeper {
  readonly #start: ServerStart;
  readonly #journal: Journal;
  readonly #excused: (begun: number) => boolean;
  #server: ServerProcess;
  /** From a kill to the next start; the next kill waits for it. */
  #changing: Promise<void> = Promise.resolve();
  #meant = false;
  #over = false;
  #spared = false;
  kills = 0;
  /** Servers that were let end in order. */
  restarts = 0;
  /** Kills of servers that were not open yet. */
  early = 0;
  /** How long servers took to open, in milliseconds. */
  readonly openings: number[] = [];
  /** Servers that ended without having been told to, and what they complained. */
  readonly crashes: string[] = [];
  /** What servers logged as warnings and errors. */
  readonly faults: string[] = [];

  /** `excused` says whether a server that began at a time of `performance.now` may have failed to open. */
  constructor(start: ServerStart, journal: Journal, excused: (begun: number) => boolean) {
    this.#start = start;
    this.#journal = journal;
    this.#excused = excused;
    this.#server = this.#begin();
  }

  get pid(): number | undefined {
    return this.#server.pid;
  }

  /** Resolves when a server is open. */
  async open(): Promise<void> {
    for (;;) {
      await this.#changing;
      const server = this.#server;
      if ((await server.open) !== undefined && server === this.#server && server.running) return;
      if (this.crashes.length > 20) throw new Error(`no server opens: ${this.crashes.at(-1)}`);
      await after(AGAIN_MS);
    }
  }

  /** Kills the server of the moment, once it is open or at once; the next one starts `down` ms later. */
  kill(down: number, when: "open" | "now"): Promise<void> {
    return this.#change(async (server) => {
      if (when === "open") await server.open;
      const isOpen = await Promise.race([server.open.then(() => true), after(0, false)]);
      this.kills++;
      if (!isOpen) this.early++;
      this.#journal.note(`SIGKILL ${server.pid}${isOpen ? "" : ", not open yet"}; the next one in ${down} ms`);
      await server.kill();
      await after(down);
    });
  }

  /** Lets the server of the moment end in order; the next one starts then. */
  restart(): Promise<void> {
    return this.#change(async (server) => {
      await server.open;
      this.restarts++;
      this.#journal.note(`SIGTERM ${server.pid}`);
      const timer = setTimeout(() => {
        this.crashes.push(`it did not end within ${FAREWELL_MS} ms of SIGTERM`);
        void server.kill();
      }, FAREWELL_MS);
      await server.stop();
      clearTimeout(timer);
    });
  }

  /** Does nothing more to servers: what waits for its turn is forgotten. */
  spare(): void {
    this.#spared = true;
  }

  async stop(): Promise<void> {
    await this.#changing;
    this.#over = true;
    this.#meant = true;
    await this.#server.stop();
  }

  /** Ends the server of the moment by `end`, and starts the next one. */
  #change(end: (server: ServerProcess) => Promise<void>): Promise<void> {
    this.#changing = this.#changing.then(async () => {
      if (this.#over || this.#spared) return;
      this.#meant = true;
      await end(this.#server);
      this.#server = this.#begin();
    });
    return this.#changing;
  }

  #begin(): ServerProcess {
    this.#meant = false;
    const server = new ServerProcess(this.#start);
    const begun = performance.now();
    let excusedFrom = begun;
    void server.open.then((port) => {
      if (port === undefined) return;
      // From now on, only a disk that fails just then.
      excusedFrom = Number.POSITIVE_INFINITY;
      this.openings.push(performance.now() - begun);
      this.#journal.note(`server ${server.pid} is open`);
    });
    void server.ended.then(() => this.#ended(server, excusedFrom));
    return server;
  }

  #ended(server: ServerProcess, begun: number): void {
    this.faults.push(...server.faults);
    if (this.#meant || server !== this.#server) return;
    const why = server.complaint || server.fate;
    if (!this.#excused(begun)) this.crashes.push(why);
    this.#journal.note(`server ${server.pid} ended by itself: ${why}`);
    this.#changing = this.#changing.then(async () => {
      await after(AGAIN_MS);
      if (!this.#over && server === this.#server) this.#server = this.#begin();
    });
  }
}
