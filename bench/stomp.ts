/** STOMP: fan-out to many subscribers over WebSocket, beside npm's stomp-broker-js, one core for the server. */
import { join } from "node:path";
import { madang } from "./peers/madang.ts";
import { BROADCASTERS, type Peer } from "./peers/peer.ts";
import { stompSpeech } from "./peers/speech.ts";
import { ends, milliseconds, percent, short, times } from "./report/figure.ts";
import { machine } from "./report/machine.ts";
import { median, spread } from "./report/median.ts";
import { announce, present } from "./report/present.ts";
import { table } from "./report/table.ts";
import { failures, Ground, limitedByLoad, type Outcome, progress } from "./run/ground.ts";
import { Options, refuse } from "./run/options.ts";

/** One run of one server. */
interface Run {
  readonly row: string;
  readonly underWay: number;
  readonly round: number;
  readonly outcome: Outcome;
}

const options = new Options({
  runs: "5",
  seconds: "3",
  warm: "1",
  members: "1000",
  "under-way": "1,64",
  rows: "madang,stomp-broker",
  json: join(import.meta.dirname, "out", "stomp.json"),
});
const rounds = options.number("runs", { min: 1, max: 50 });
const members = options.number("members", { min: 1, max: 19_000 });
const countMs = options.number("seconds", { min: 0.1, max: 60 }) * 1000;
const warmMs = options.number("warm", { min: 0, max: 60 }) * 1000;
const peers = options.words("rows").map(peerNamed);

const ground = new Ground();
const about = {
  machine: machine(["stomp-broker-js"]),
  pinned: ground.pin.described,
  says:
    `${members} subscribers over WebSocket, all as sub-0, in a volatile room. A SEND has 94 bytes of text; every MESSAGE with it has the headers of ` +
    `its server, and is checked. Medians of ${rounds}; a ratio is the median of the ratios within one round.`,
};
const runs: Run[] = [];
announce(about);
for (const underWay of options.numbers("under-way", { min: 1, max: 16_384 })) await measure(underWay);
const heads = ["server", "under way", "deliveries/s", "min – max", "of stomp-broker-js"];
const shown = table([...heads, "p50 ms", "p99 ms", "server CPU", "load CPU", "note"], lines());
const failed = failures(runs.map(({ outcome }) => outcome));
present(options, { ...about, bench: "stomp", shown, failed, runs: { members, countMs, warmMs, runs } });

function peerNamed(name: string): Peer {
  if (name === "madang")
    return madang({ retention: "volatile", speech: stompSpeech("/rooms/bench", "/rooms/bench", true) });
  return BROADCASTERS.find((peer) => peer.name === name) ?? refuse(`--rows: there is no ${name}`);
}

/** The servers take turns, so that what the machine does meanwhile hits them alike. */
async function measure(underWay: number): Promise<void> {
  for (let round = 1; round <= rounds; round++) {
    for (const peer of peers) {
      const outcome = await ground.run(peer, { members, underWay, warmMs, countMs });
      runs.push({ row: peer.name, underWay, round, outcome });
      const said =
        "error" in outcome ? `FAILED: ${outcome.error.split("\n")[0]}` : `${short(perSecond(outcome))} deliveries/s`;
      progress(`${underWay} under way, round ${round}: ${peer.name} ${said}`);
    }
  }
}

function perSecond(outcome: Outcome | undefined): number {
  return outcome !== undefined && "report" in outcome ? outcome.report.deliveries / outcome.report.seconds : Number.NaN;
}

function lines(): string[][] {
  return [...Map.groupBy(runs, ({ row, underWay }) => `${underWay} ${row}`).values()].map(line);
}

function line(group: readonly Run[]): string[] {
  const [first] = group;
  if (first === undefined) return [];
  const reports = group.flatMap(({ outcome }) => ("report" in outcome ? [outcome.report] : []));
  const rates = spread(group.map(({ outcome }) => perSecond(outcome)).filter(Number.isFinite));
  const limited = reports.filter(limitedByLoad).length;
  return [
    first.row,
    String(first.underWay),
    short(rates?.median ?? Number.NaN),
    ends(rates),
    times(median(group.map(against).filter(Number.isFinite))),
    milliseconds(median(reports.map(({ p50 }) => p50))),
    milliseconds(median(reports.map(({ p99 }) => p99))),
    percent(median(reports.map(({ serverCpu }) => serverCpu))),
    percent(median(reports.map(({ loadCpu }) => loadCpu))),
    limited > 0 ? `INVALID in ${limited} of ${group.length}: the load's core was full, the server's not` : "",
  ];
}

/** To stomp-broker-js in the same round. */
function against({ underWay, round, outcome }: Run): number {
  const same = (run: Run): boolean => run.row === "stomp-broker" && run.underWay === underWay && run.round === round;
  return perSecond(outcome) / perSecond(runs.find(same)?.outcome);
}
