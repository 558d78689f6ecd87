/** Socket.IO: fan-out to many clients, connects and idle memory, beside Socket.IO's own server, a core for each. */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { madang } from "./peers/madang.ts";
import { BROADCASTERS, type Peer } from "./peers/peer.ts";
import { socketioChatSpeech } from "./peers/speech.ts";
import { ends, milliseconds, percent, short, times } from "./report/figure.ts";
import { machine } from "./report/machine.ts";
import { median, spread } from "./report/median.ts";
import { announce, present } from "./report/present.ts";
import { table } from "./report/table.ts";
import { failures, Ground, limitedByLoad, type Outcome, progress } from "./run/ground.ts";
import { Options } from "./run/options.ts";
import { residentBytes } from "./run/usage.ts";

/** One figure of one server: deliveries a second, connects a second, or bytes a client. */
interface Run {
  readonly row: string;
  readonly what: string;
  readonly round: number;
  readonly outcome: Outcome;
  readonly value: number;
}

const options = new Options({
  runs: "5",
  seconds: "3",
  warm: "1",
  members: "1000",
  "under-way": "1,64",
  clients: "9000",
  idle: "10",
  json: join(import.meta.dirname, "out", "socketio.json"),
});
const rounds = options.number("runs", { min: 1, max: 50 });
const members = options.number("members", { min: 1, max: 19_000 });
const clients = options.number("clients", { min: 1, max: 19_000 });
const countMs = options.number("seconds", { min: 0.1, max: 60 }) * 1000;
const warmMs = options.number("warm", { min: 0, max: 60 }) * 1000;
const underWays = options.numbers("under-way", { min: 1, max: 16_384 });
const idleMs = options.number("idle", { min: 0, max: 120 }) * 1000;

const theirs = BROADCASTERS.filter(({ name }) => name === "socketio");
const peers: readonly Peer[] = [madang({ retention: "volatile", speech: socketioChatSpeech }), ...theirs];
const ground = new Ground();
const about = {
  machine: machine(["socket.io"]),
  pinned: ground.pin.described,
  says:
    "Stock frames over WebSocket, one name for all, a volatile room. 94 bytes of text a message: Socket.IO's server sends it as the one argument " +
    "of an event; Madang as an entry, with its author, its id, its place and the position that recovery asks for. Every delivery is checked. " +
    `A connect is done when the namespace has answered; bytes are what RSS has grown by after ${idleMs / 1000} s in which nobody says anything. Medians of ${rounds}.`,
};
const runs: Run[] = [];
announce(about);
for (const underWay of underWays)
  await inTurns(`deliveries/s, ${underWay} under way`, (peer) => fanOut(peer, underWay));
await inTurns(`connects/s, ${clients}`, connects);
await inTurns(`bytes a client, ${clients} idle`, idle);
const heads = ["what", "server", "median", "min – max", "of Socket.IO", "p50 ms", "p99 ms", "server CPU", "note"];
const shown = table(heads, [...Map.groupBy(runs, ({ row, what }) => `${what} ${row}`).values()].map(line));
const failed = failures(runs.map(({ outcome }) => outcome));
present(options, { ...about, bench: "socketio", shown, failed, runs: { members, clients, countMs, warmMs, runs } });

/** The servers take turns, so that what the machine does meanwhile hits them alike. */
async function inTurns(what: string, measure: (peer: Peer) => Promise<Pick<Run, "outcome" | "value">>): Promise<void> {
  for (let round = 1; round <= rounds; round++) {
    for (const peer of peers) {
      const { outcome, value } = await measure(peer);
      runs.push({ row: peer.name, what, round, outcome, value });
      const said = "error" in outcome ? `FAILED: ${outcome.error.split("\n")[0]}` : short(value);
      progress(`${what}, round ${round}: ${peer.name} ${said}`);
    }
  }
}

async function fanOut(peer: Peer, underWay: number): Promise<Pick<Run, "outcome" | "value">> {
  const outcome = await ground.run(peer, { members, underWay, warmMs, countMs });
  const value = "report" in outcome ? outcome.report.deliveries / outcome.report.seconds : Number.NaN;
  return { outcome, value };
}

async function connects(peer: Peer): Promise<Pick<Run, "outcome" | "value">> {
  // As far as both servers go: to the namespace, not into a room.
  const { enter: _, ...speech } = peer.speech;
  const outcome = await ground.run({ ...peer, speech }, { members: clients, opening: 256 });
  const value = "report" in outcome ? outcome.report.opened / outcome.report.openSeconds : Number.NaN;
  return { outcome, value };
}

/** What the server's memory grows by, for each client who is there and says nothing. */
async function idle(peer: Peer): Promise<Pick<Run, "outcome" | "value">> {
  const ask = { members: clients, opening: 256 };
  const found = await ground.during(peer, async (server) => {
    const before = residentBytes(server.pid);
    const held = { peer, server, ask };
    return ground.hold(held, async (report) => {
      await sleep(idleMs);
      return { report, value: (residentBytes(server.pid) - before) / clients };
    });
  });
  if ("error" in found) return { outcome: found, value: Number.NaN };
  return { outcome: { report: found.value.report }, value: found.value.value };
}

function line(group: readonly Run[]): string[] {
  const [first] = group;
  if (first === undefined) return [];
  const reports = group.flatMap(({ outcome }) => ("report" in outcome ? [outcome.report] : []));
  const values = spread(group.map(({ value }) => value).filter(Number.isFinite));
  const limited = reports.filter(limitedByLoad).length;
  return [
    first.what,
    first.row,
    short(values?.median ?? Number.NaN),
    ends(values),
    times(median(group.map(against).filter(Number.isFinite))),
    milliseconds(median(reports.map(({ p50 }) => p50))),
    milliseconds(median(reports.map(({ p99 }) => p99))),
    percent(median(reports.map(({ serverCpu }) => serverCpu))),
    limited > 0 ? `INVALID in ${limited} of ${group.length}: the load's core was full, the server's not` : "",
  ];
}

/** To Socket.IO's server in the same round. */
function against({ what, round, value }: Run): number {
  const same = (run: Run): boolean => run.row === "socketio" && run.what === what && run.round === round;
  return value / (runs.find(same)?.value ?? Number.NaN);
}
