/** Connects a second: 9,000 guests with different names into one room, beside 9,000 with one name, beside ws. */
import { join } from "node:path";
import { madang, madangThere } from "./peers/madang.ts";
import { BROADCASTERS, type Peer } from "./peers/peer.ts";
import { ends, percent, short, times } from "./report/figure.ts";
import { machine } from "./report/machine.ts";
import { median, spread } from "./report/median.ts";
import { announce, present } from "./report/present.ts";
import { table } from "./report/table.ts";
import { failures, Ground, limitedByLoad, type Outcome, progress } from "./run/ground.ts";
import { Options } from "./run/options.ts";

/** One opening of all members. */
interface Run {
  readonly row: string;
  readonly round: number;
  readonly outcome: Outcome;
}

const options = new Options({
  runs: "5",
  members: "9000",
  opening: "256",
  json: join(import.meta.dirname, "out", "connects.json"),
});
const rounds = options.number("runs", { min: 1, max: 50 });
const members = options.number("members", { min: 1, max: 19_000 });
const opening = options.number("opening", { min: 1, max: 4096 });

const ours: readonly Peer[] = [
  { ...madang({ retention: "volatile", memberName: "guest%d" }), name: "madang, a name each" },
  { ...madang({ retention: "volatile" }), name: "madang, one name" },
];
const peers = [...(madangThere() ? ours : []), ...BROADCASTERS.filter(({ name }) => name === "ws")];
const ground = new Ground();
const about = {
  machine: machine(["ws"]),
  pinned: ground.pin.described,
  says:
    `${members} WebSockets into one room, ${opening} handshakes under way; a connect is done when its 101 has come. ` +
    `Medians of ${rounds}; a ratio is the median of the ratios within one round.`,
};
const runs: Run[] = [];
if (!madangThere()) process.stdout.write("madang is left out: packages/cli/src/main.ts is not there.\n");
announce(about);

for (let round = 1; round <= rounds; round++) {
  for (const peer of peers) {
    const outcome = await ground.run(peer, { members, opening });
    runs.push({ row: peer.name, round, outcome });
    const said =
      "error" in outcome ? `FAILED: ${outcome.error.split("\n")[0]}` : `${short(perSecond(outcome))} connects/s`;
    progress(`round ${round}: ${peer.name} ${said}`);
  }
}
const heads = ["server", "connects/s", "min – max", "of one name", "of ws", "server CPU", "load CPU", "note"];
const shown = table(
  heads,
  peers.map(({ name }) => line(name)),
);
const failed = failures(runs.map(({ outcome }) => outcome));
present(options, { ...about, bench: "connects", shown, failed, runs: { members, opening, runs } });

function perSecond(outcome: Outcome | undefined): number {
  if (outcome === undefined || "error" in outcome) return Number.NaN;
  return outcome.report.opened / outcome.report.openSeconds;
}

function line(row: string): string[] {
  const group = runs.filter((run) => run.row === row);
  const reports = group.flatMap(({ outcome }) => ("report" in outcome ? [outcome.report] : []));
  const rates = spread(group.map(({ outcome }) => perSecond(outcome)).filter(Number.isFinite));
  const failed = group.length - reports.length;
  const limited = reports.filter(limitedByLoad).length;
  return [
    row,
    short(rates?.median ?? Number.NaN),
    ends(rates),
    times(ratio(group, "madang, one name")),
    times(ratio(group, "ws")),
    percent(median(reports.map(({ serverCpu }) => serverCpu))),
    percent(median(reports.map(({ loadCpu }) => loadCpu))),
    [
      failed > 0 ? `FAILED in ${failed}` : "",
      limited > 0 ? `INVALID in ${limited}: the load's core was full` : "",
    ].join(""),
  ];
}

/** The median of the ratios to `row`, each within one round. */
function ratio(group: readonly Run[], row: string): number {
  const other = (round: number): Outcome | undefined =>
    runs.find((run) => run.row === row && run.round === round)?.outcome;
  return median(
    group.map(({ round, outcome }) => perSecond(outcome) / perSecond(other(round))).filter(Number.isFinite),
  );
}
