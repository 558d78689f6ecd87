import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Book } from "../book.ts";
import { Company } from "../cast/company.ts";
import { Dice } from "../dice.ts";
import type { Finding } from "../judge/finding.ts";
import { judge } from "../judge/judge.ts";
import type { LogLine } from "../judge/log-line.ts";
import type { Options } from "../options.ts";
import { plan } from "../plan.ts";
import { FaultProxy } from "../proxy/fault-proxy.ts";
import { nativeTransport } from "../transports/native.ts";
import type { Spot, Transport } from "../transports/transport.ts";
import type { View } from "../view.ts";
import { Director } from "./director.ts";
import { Disk } from "./disk.ts";
import { Journal } from "./journal.ts";
import { Keeper } from "./keeper.ts";
import { readDatabase } from "./read-database.ts";
import { headOf, readLog } from "./read-log.ts";
import { REAL_SERVER } from "./server-process.ts";

const ROOM = "chat";
const SABOTEUR = fileURLToPath(new URL("../sabotage.ts", import.meta.url));
/** How long everybody has to get through once all is calm, in milliseconds. */
const CALM_MS = 60_000;
/** What was sent last is there, whoever heard of it, after so long. */
const LATE_MS = 500;

/** What a run was, and what is wrong with it. */
export interface Outcome {
  readonly findings: readonly Finding[];
  readonly views: readonly View[];
  readonly journal: Journal;
  readonly counts: Readonly<Record<string, number | string>>;
  /** What could not be played here. */
  readonly missing: string | undefined;
  readonly faults: readonly string[];
}

/** One run, from an empty folder to the judgement. */
export function run(options: Options, transports: readonly Transport[]): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "madang-chaos-"));
  // Also when somebody ends the run.
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return new Run(options, transports, folder).play();
}

class Run {
  readonly #options: Options;
  readonly #transports: readonly Transport[];
  readonly #folder: string;
  readonly #journal = new Journal();
  readonly #book = new Book();
  readonly #reading = nativeTransport("native", false);
  readonly #disk: Disk;

  constructor(options: Options, transports: readonly Transport[], folder: string) {
    this.#options = options;
    this.#transports = transports;
    this.#folder = folder;
    this.#disk = new Disk(folder);
  }

  async play(): Promise<Outcome> {
    const { seed, seconds, sabotage } = this.#options;
    const port = await freePort();
    const data = join(this.#folder, "data");
    const command = sabotage === undefined ? [REAL_SERVER] : [SABOTEUR, sabotage];
    const keeper = new Keeper(
      { command, port, data, environment: this.#disk.environment },
      this.#journal,
      () => this.#disk.failing,
    );
    await keeper.open();
    const proxy = await FaultProxy.open(port);
    const direct: Spot = { port, room: ROOM, name: "심판", dice: new Dice(seed, "judge") };
    const origin = await headOf(this.#reading, direct);
    const stage = { port: proxy.port, room: ROOM, origin, book: this.#book, journal: this.#journal };
    const company = new Company(stage, this.#transports, this.#options);
    const director = new Director({ keeper, proxy, disk: this.#disk, company, journal: this.#journal }, seed);
    company.begin();
    await director.direct(plan(seed, seconds * 1000), seconds * 1000);
    const calmed = await this.#calm(keeper, proxy, company);
    const end = await headOf(this.#reading, direct);
    await waitFor(() => company.readers.every(({ view, offset }) => !view.resumes || offset >= offsetOf(end)));
    company.end();
    const log = await readLog(this.#reading, direct, { origin, end });
    await keeper.stop();
    await proxy.close();
    const views = company.readers.map(({ view }) => view);
    const findings = [
      ...calmed,
      ...judge({ book: this.#book, views, log, stored: readDatabase(data, ROOM), inOrder: company.inOrder }),
      ...keeper.crashes.map((what): Finding => ({ kind: "stuck", what: `the server ended by itself: ${what}` })),
    ];
    const counts = {
      ...this.#counts(log, views),
      ...keeperCounts(keeper),
      ...director.counts,
      connections: proxy.opened,
    };
    return { findings, views, journal: this.#journal, counts, missing: this.#disk.missing, faults: keeper.faults };
  }

  /** Ends all faults, and waits until every message is confirmed; tells of those that are not. */
  async #calm(keeper: Keeper, proxy: FaultProxy, company: Company): Promise<Finding[]> {
    this.#journal.note("calm");
    await keeper.open();
    this.#disk.heal(keeper.pid);
    proxy.heal();
    for (const writer of company.writers) writer.rest();
    await waitFor(() => company.writers.every(({ waiting }) => waiting.length === 0));
    const stuck = company.writers.flatMap(({ name, waiting }) =>
      waiting.map(
        (number): Finding => ({ kind: "stuck", what: `message ${number} of ${name} is not confirmed in the calm` }),
      ),
    );
    company.endWriters();
    await after(LATE_MS);
    return stuck;
  }

  #counts(log: readonly LogLine[], views: readonly View[]): Record<string, number> {
    const { written, acknowledged, repeats, forgeries, refusals } = this.#book;
    const entriesRead = views.reduce((sum, { numbers }) => sum + numbers.length, 0);
    return {
      sent: written.length,
      acknowledged,
      repeats,
      forgeries,
      refusals,
      log: log.length,
      "entries read": entriesRead,
    };
  }
}

function keeperCounts({ kills, early, restarts, openings }: Keeper): Record<string, number> {
  const sorted = [...openings].sort((a, b) => a - b);
  const median = Math.round(sorted[sorted.length >> 1] ?? 0);
  return { kills, "kills before open": early, restarts, "ms to open": median };
}

async function waitFor(done: () => boolean): Promise<void> {
  const deadline = performance.now() + CALM_MS;
  while (!done() && performance.now() < deadline) await after(50);
}

function offsetOf(position: string): number {
  return Number.parseInt(position.split("_")[1] ?? "0", 36);
}

async function freePort(): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const server = createServer().listen(0, "127.0.0.1", () => {
    const address = server.address();
    server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
  });
  return promise;
}
