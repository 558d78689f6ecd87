import { setTimeout as sleep } from "node:timers/promises";
import { compileLoad } from "../load/compile.ts";
import { holdLoad, type LoadOrder, type LoadReport, runLoad } from "../load/load.ts";
import type { Peer, Running } from "../peers/peer.ts";
import { endOnSignals } from "./child.ts";
import { Pin } from "./pin.ts";

/** What one run asks of the load; the server's side of it is filled in. */
export type Ask = Omit<LoadOrder, "speech" | "port" | "serverPid">;

/** One run gave figures, or it failed and they do not count. */
export type Outcome = { readonly report: LoadReport } | { readonly error: string };

/** What was found on a server, or how it failed. */
export type Found<T> = { readonly value: T } | { readonly error: string };

/** A server, what speaks to it, and how many of them. */
export interface Held {
  readonly peer: Peer;
  readonly server: Running;
  readonly ask: Ask;
}

/** Above this part of its core a process is what limits a run. */
const FULL = 0.9;
/** From a server's last sign to its end, in milliseconds. */
const DYING_MS = 200;

/** What every bench stands on: the load's program, and a core for each side. */
export class Ground {
  readonly pin: Pin;
  readonly #program: string;

  /** Ends the bench with a line, and without a fault, where there can be no load. */
  constructor(pin: Pin = new Pin()) {
    this.pin = pin;
    endOnSignals();
    const load = compileLoad();
    if ("missing" in load) {
      process.stdout.write(`Skipped: ${load.missing}.\n`);
      process.exit(0);
    }
    this.#program = load.program;
  }

  /** A fresh server, the load on it, and the server's end. */
  async run(peer: Peer, ask: Ask): Promise<Outcome> {
    const found = await this.during(peer, (server) => this.load(peer, server, ask));
    return "error" in found ? found : { report: found.value };
  }

  /** The load on a server that is there. */
  load(peer: Peer, server: Running, ask: Ask): Promise<LoadReport> {
    return runLoad(this.#program, this.pin, orderOf(peer, server, ask));
  }

  /** Members who are there while `use` looks at the server. */
  hold<T>({ peer, server, ask }: Held, use: (report: LoadReport) => Promise<T>): Promise<T> {
    return holdLoad({ program: this.#program, pin: this.pin }, orderOf(peer, server, ask), use);
  }

  /** A fresh server for as long as `use` takes. */
  async during<T>(peer: Peer, use: (server: Running) => Promise<T>): Promise<Found<T>> {
    try {
      const server = await peer.start(this.pin);
      try {
        return { value: await use(server) };
      } catch (error) {
        // A server that died cuts its members first, and is known to be dead a moment later.
        await sleep(DYING_MS);
        const fate = server.fate();
        throw fate === undefined ? error : new Error(`${messageOf(error)}; the server: ${fate}`);
      } finally {
        await server.stop();
      }
    } catch (error) {
      return { error: messageOf(error) };
    }
  }
}

function orderOf(peer: Peer, server: Running, ask: Ask): LoadOrder {
  return { ...ask, speech: peer.speech, port: server.port, serverPid: server.pid };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Did the load, and not the server, set the figure? Such a run is invalid. */
export function limitedByLoad({ serverCpu, loadCpu }: LoadReport): boolean {
  return loadCpu > FULL && serverCpu < FULL;
}

/** Why the runs that failed did, each reason once; nothing when none did. */
export function failures(outcomes: readonly Outcome[]): string {
  const reasons = new Set(outcomes.flatMap((outcome) => ("error" in outcome ? [outcome.error] : [])));
  return [...reasons].map((reason) => `FAILED: ${reason}\n`).join("");
}

/** A line of progress, beside the results and not among them. */
export function progress(line: string): void {
  process.stderr.write(`${line}\n`);
}
