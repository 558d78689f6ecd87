import type { LoadReport } from "../load/load.ts";
import type { Peer } from "../peers/peer.ts";
import { median } from "../report/median.ts";
import { type Ask, type Ground, limitedByLoad, type Outcome, progress } from "./ground.ts";

/** One run of one server. */
export interface Run {
  readonly row: string;
  /** What was asked, in words; runs of one setting and round stand side by side. */
  readonly setting: string;
  readonly round: number;
  readonly outcome: Outcome;
}

/** What several servers are asked in turn. */
export interface Course {
  readonly setting: string;
  readonly peers: readonly Peer[];
  readonly rounds: number;
  readonly ask: Ask;
  /** The figure, for the line of progress. */
  said(report: LoadReport): string;
}

/** The runs of a bench. The servers take turns, so that what the machine does meanwhile hits them alike. */
export class Rounds {
  readonly runs: Run[] = [];
  readonly #ground: Ground;

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  async take({ setting, peers, rounds, ask, said }: Course): Promise<void> {
    for (let round = 1; round <= rounds; round++) {
      for (const peer of peers) {
        const outcome = await this.#ground.run(peer, ask);
        this.runs.push({ row: peer.name, setting, round, outcome });
        const news = "error" in outcome ? `FAILED: ${outcome.error.split("\n")[0]}` : said(outcome.report);
        progress(`${setting}, round ${round}: ${peer.name} ${news}`);
      }
    }
  }

  get outcomes(): Outcome[] {
    return this.runs.map(({ outcome }) => outcome);
  }

  /** The runs of each server at each setting. */
  get groups(): Group[] {
    const groups = Map.groupBy(this.runs, ({ row, setting }) => `${setting} ${row}`);
    return [...groups.values()].map((runs) => new Group(runs, this.runs));
  }
}

/** What the runs of one server at one setting come to. */
export class Group {
  readonly row: string;
  readonly setting: string;
  readonly #runs: readonly Run[];
  readonly #all: readonly Run[];

  constructor(runs: readonly Run[], all: readonly Run[]) {
    this.row = runs[0]?.row ?? "";
    this.setting = runs[0]?.setting ?? "";
    this.#runs = runs;
    this.#all = all;
  }

  values(value: (report: LoadReport) => number): number[] {
    return this.#runs.map((run) => figureOf(run, value)).filter(Number.isFinite);
  }

  median(value: (report: LoadReport) => number): number {
    return median(this.values(value));
  }

  /** The median of the ratios to the server `row`, each within one round; NaN where there is no such row. */
  ratio(row: string, value: (report: LoadReport) => number): number {
    const against = (run: Run): number => {
      const { setting, round } = run;
      const other = this.#all.find((each) => each.row === row && each.setting === setting && each.round === round);
      return figureOf(run, value) / figureOf(other, value);
    };
    return median(this.#runs.map(against).filter(Number.isFinite));
  }

  /** What keeps the figures from being valid, if anything. */
  get note(): string {
    const count = this.#runs.length;
    const failed = this.#runs.filter(({ outcome }) => "error" in outcome).length;
    const limited = this.#runs.filter(({ outcome }) => "report" in outcome && limitedByLoad(outcome.report)).length;
    const notes = [];
    if (failed > 0) notes.push(`FAILED in ${failed} of ${count}`);
    if (limited > 0) notes.push(`INVALID in ${limited} of ${count}: the load's core was full, the server's not`);
    return notes.join("; ");
  }
}

function figureOf(run: Run | undefined, value: (report: LoadReport) => number): number {
  return run !== undefined && "report" in run.outcome ? value(run.outcome.report) : Number.NaN;
}

/** Deliveries a second. */
export function deliveryRate({ deliveries, seconds }: LoadReport): number {
  return deliveries / seconds;
}
