import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Book } from "../book.ts";
import { Company } from "../cast/company.ts";
import { Dice } from "../dice.ts";
import type { Finding } from "../judge/finding.ts";
import { judge } from "../judge/judge.ts";
import type { LogLine } from "../judge/log-line.ts";
import type { Options } from "../options.ts";
import { plan } from "../plan.ts";
import { Network } from "../proxy/network.ts";
import { type Share, sharesOf } from "../share.ts";
import { nativeTransport } from "../transports/native.ts";
import type { Spot, Transport } from "../transports/transport.ts";
import type { View } from "../view.ts";
import { calm, readOn } from "./calm.ts";
import { type Counts, countsOf } from "./counts.ts";
import { Director, type Scene } from "./director.ts";
import { Disk } from "./disk.ts";
import { freePorts } from "./free-ports.ts";
import { Journal } from "./journal.ts";
import { Keeper } from "./keeper.ts";
import { prelude } from "./prelude.ts";
import { readDatabase } from "./read-database.ts";
import { headOf, readLog } from "./read-log.ts";
import { REAL_SERVER } from "./server-process.ts";

const ROOM = "chat";
const SABOTEUR = fileURLToPath(new URL("../sabotage.ts", import.meta.url));
/** What a run was, and what is wrong with it. */
export interface Outcome {
  readonly findings: readonly Finding[];
  readonly views: readonly View[];
  readonly journal: Journal;
  readonly counts: Counts;
  /** What went over each transport. */
  readonly shares: ReadonlyMap<string, Share>;
  /** What could not be played here. */
  readonly missing: string | undefined;
  readonly faults: readonly string[];
}

/** Everybody and everything that is in a run. */
interface Play extends Scene {
  readonly director: Director;
  /** The way to the server past all faults. */
  readonly direct: Spot;
  readonly origin: string;
  readonly data: string;
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
    const { seed, seconds, killEvery } = this.#options;
    const length = seconds * 1000;
    const play = await this.#set();
    const { keeper, network, company, director, direct, origin } = play;
    company.begin();
    await prelude(company, this.#book);
    await director.direct(plan(seed, length, killEvery), length);
    const calmAt = this.#journal.now;
    const stuck = await calm(play);
    const end = await headOf(this.#reading, direct);
    await readOn(company, offsetOf(end));
    const throughAt = this.#journal.now;
    company.end();
    const log = await readLog(this.#reading, direct, { origin, end });
    await keeper.stop();
    await network.close();
    const judged = this.#judge(play, log, stuck);
    const times = { "ms until all had got through": throughAt - calmAt, "ms to judge": this.#journal.now - throughAt };
    return { ...judged, counts: { ...judged.counts, ...times } };
  }

  /** A server that is open, and everybody who is going to play with it. */
  async #set(): Promise<Play> {
    const { seed, sabotage } = this.#options;
    const [disk, journal] = [this.#disk, this.#journal];
    const server = await freePorts();
    const data = join(this.#folder, "data");
    const command = sabotage === undefined ? [REAL_SERVER] : [SABOTEUR, sabotage];
    const start = { command, ...server, data, environment: disk.environment };
    const keeper = new Keeper(start, journal, (begun) => disk.failedSince(begun));
    await keeper.open();
    const network = await Network.open(server);
    const direct: Spot = { ...server, room: ROOM, name: "심판", dice: new Dice(seed, "judge") };
    const origin = await headOf(this.#reading, direct);
    const stage = { ...network.ports, room: ROOM, origin, book: this.#book, journal };
    const company = new Company(stage, this.#transports, this.#options);
    const scene = { keeper, network, disk, company, journal };
    return { ...scene, director: new Director(scene, seed), direct, origin, data };
  }

  #judge(play: Play, log: readonly LogLine[], stuck: readonly Finding[]): Outcome {
    const { keeper, company, data, journal } = play;
    const book = this.#book;
    const views = company.readers.map(({ view }) => view);
    const findings = [
      ...stuck,
      ...judge({ book, views, log, stored: readDatabase(data, ROOM), inOrder: company.inOrder }),
      ...keeper.crashes.map((what): Finding => ({ kind: "stuck", what: `the server ended by itself: ${what}` })),
    ];
    const counts = countsOf({ ...play, book, log, views });
    const { missing } = this.#disk;
    return { findings, views, journal, counts, shares: sharesOf(views, book), missing, faults: keeper.faults };
  }
}

function offsetOf(position: string): number {
  return Number.parseInt(position.split("_")[1] ?? "0", 36);
}
