/** Kept rooms: acknowledged messages a second, each on disk, beside a bare group-commit loop of the same moment. */
import { join } from "node:path";
import { bareCommits, type CommitReport } from "./kept/bare-commits.ts";
import { madang, madangThere } from "./peers/madang.ts";
import { ends, milliseconds, percent, short, times } from "./report/figure.ts";
import { machine } from "./report/machine.ts";
import { median, spread } from "./report/median.ts";
import { announce, present } from "./report/present.ts";
import { table } from "./report/table.ts";
import { failures, Ground, limitedByLoad, type Outcome, progress } from "./run/ground.ts";
import { Options } from "./run/options.ts";
import { Pin } from "./run/pin.ts";

/** More connections than this do not send at once; the rest of what is under way is theirs too. */
const MAX_SENDERS = 16;
/** Both databases lie here, on one disk. */
const FOLDER = join(import.meta.dirname, "out");

/** The server and the bare loop, one after the other. */
interface Round {
  readonly underWay: number;
  readonly round: number;
  readonly kept: Outcome;
  readonly bare: CommitReport;
}

const options = new Options({
  runs: "3",
  seconds: "3",
  warm: "1",
  members: "100",
  "under-way": "1,16,64,256",
  json: join(FOLDER, "kept.json"),
});
const runs = options.number("runs", { min: 1, max: 50 });
const countMs = options.number("seconds", { min: 0.1, max: 60 }) * 1000;
const warmMs = options.number("warm", { min: 0, max: 60 }) * 1000;
const members = options.number("members", { min: 1, max: 19_000 });

// A loop and a disk thread on either side: on one core the two would measure the scheduler.
const ground = new Ground(new Pin(false));
const about = {
  machine: machine(["better-sqlite3"]),
  pinned: `${ground.pin.described}; both databases in one folder`,
  says:
    `A kept room with ${members} members, of whom up to ${MAX_SENDERS} send; a message of 94 bytes is acknowledged by its echo to the sender, ` +
    "who then sends the next. The bare loop: better-sqlite3 in a worker, WAL, synchronous=FULL, the same rows, no network. " +
    `Medians of ${runs}.`,
};
const rounds: Round[] = [];
if (!madangThere()) process.stdout.write("madang is left out: packages/cli/src/main.ts is not there.\n");
announce(about);

for (const underWay of options.numbers("under-way", { min: 1, max: 16_384 })) await measure(underWay);
const heads = [
  "under way",
  "acknowledged/s",
  "min – max",
  "bare/s",
  "of bare",
  "echo p50 ms",
  "echo p99",
  "last p50",
  "last p99",
];
const shown = table([...heads, "bare p50", "bare p99", "server CPU", "load CPU", "note"], lines());
const failed = madangThere() ? failures(rounds.map(({ kept }) => kept)) : "";
present(options, { ...about, bench: "kept", shown, failed, runs: { members, countMs, warmMs, rounds } });

async function measure(underWay: number): Promise<void> {
  const peer = madang({ retention: "forever", parent: FOLDER });
  const ask = {
    members: Math.max(members, 1),
    senders: Math.min(underWay, MAX_SENDERS, members),
    underWay,
    warmMs,
    countMs,
  };
  for (let round = 1; round <= runs; round++) {
    const kept = madangThere() ? await ground.run(peer, { ...ask, echo: true }) : { error: "not there" };
    const bare = await bareCommits(ground.pin, { parent: FOLDER, underWay, warmMs, countMs });
    rounds.push({ underWay, round, kept, bare });
    const said =
      "error" in kept ? `FAILED: ${kept.error.split("\n")[0]}` : `${short(rate(kept.report))} acknowledged/s`;
    progress(`${underWay} under way, round ${round}: madang ${said}, bare ${short(rate(bare))}`);
  }
}

function rate({ acknowledged, seconds }: { readonly acknowledged: number; readonly seconds: number }): number {
  return acknowledged / seconds;
}

function lines(): string[][] {
  return [...Map.groupBy(rounds, ({ underWay }) => underWay)].map(([underWay, group]) => line(underWay, group));
}

function line(underWay: number, group: readonly Round[]): string[] {
  const pairs = group.flatMap(({ kept, bare }) => ("report" in kept ? [{ kept: kept.report, bare }] : []));
  const reports = pairs.map(({ kept }) => kept);
  const rates = spread(reports.map(rate));
  const failed = group.length - pairs.length;
  const limited = reports.filter(limitedByLoad).length;
  return [
    String(underWay),
    short(rates?.median ?? Number.NaN),
    ends(rates),
    short(median(group.map(({ bare }) => rate(bare)))),
    times(median(pairs.map(({ kept, bare }) => rate(kept) / rate(bare)))),
    milliseconds(median(reports.map(({ acknowledgeP50 }) => acknowledgeP50))),
    milliseconds(median(reports.map(({ acknowledgeP99 }) => acknowledgeP99))),
    milliseconds(median(reports.map(({ p50 }) => p50))),
    milliseconds(median(reports.map(({ p99 }) => p99))),
    milliseconds(median(group.map(({ bare }) => bare.p50))),
    milliseconds(median(group.map(({ bare }) => bare.p99))),
    percent(median(reports.map(({ serverCpu }) => serverCpu))),
    percent(median(reports.map(({ loadCpu }) => loadCpu))),
    [
      failed > 0 ? `FAILED in ${failed}` : "",
      limited > 0 ? `INVALID in ${limited}: the load's core was full` : "",
    ].join(""),
  ];
}
