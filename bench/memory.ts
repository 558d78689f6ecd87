/** Memory: what a server has in RSS for each idle connection, at 15,000 of them, beside ws. */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { madang, madangThere } from "./peers/madang.ts";
import { BROADCASTERS, type Peer } from "./peers/peer.ts";
import { times } from "./report/figure.ts";
import { machine } from "./report/machine.ts";
import { median } from "./report/median.ts";
import { announce, present } from "./report/present.ts";
import { table } from "./report/table.ts";
import { type Found, Ground, progress } from "./run/ground.ts";
import { Options } from "./run/options.ts";
import { residentBytes } from "./run/usage.ts";

/** RSS of one server, in bytes. */
interface Sizes {
  readonly before: number;
  /** After a full collection, as all that are called so. */
  readonly beforeCollected: number;
  readonly connected: number;
  readonly idle: number;
  readonly collected: number;
}

/** One server with its connections. */
interface Run {
  readonly row: string;
  readonly round: number;
  readonly found: Found<Sizes>;
}

/** From its start to the first look, and for a collection to be done and its pages given back, in milliseconds. */
const SETTLE_MS = 2000;

const options = new Options({
  runs: "5",
  members: "15000",
  idle: "10",
  json: join(import.meta.dirname, "out", "memory.json"),
});
const rounds = options.number("runs", { min: 1, max: 50 });
const members = options.number("members", { min: 1, max: 19_000 });
const idleMs = options.number("idle", { min: 0, max: 120 }) * 1000;

process.env["NODE_OPTIONS"] = `--import=${pathToFileURL(join(import.meta.dirname, "peers", "collect.ts")).href}`;
const ground = new Ground();
const about = {
  machine: machine(["ws"]),
  pinned: ground.pin.described,
  says:
    `${members} WebSockets into one room, each with an Origin (of the server itself) and a name of its own, so that everyone's presence is kept; then nobody says anything. ` +
    `RSS of the server's process before, when all are in, and after ${idleMs / 1000} s of silence, with V8 left to itself; then once more after a full collection ` +
    "that a signal asks for, in both servers alike (`bench/peers/collect.ts`), against the RSS before after such a collection. " +
    `What the kernel has for a socket is in nobody's RSS. \`ws\` keeps no rooms, presence or heart-beat here, Madang does. Medians of ${rounds}.`,
};
announce(about);
if (!madangThere()) process.stdout.write("madang is left out: packages/cli/src/main.ts is not there.\n");
const ours = madangThere() ? [madang({ retention: "volatile", memberName: "guest%d" })] : [];
const peers = [...ours, ...BROADCASTERS.filter(({ name }) => name === "ws")];
const runs: Run[] = [];
for (let round = 1; round <= rounds; round++) {
  for (const peer of peers) {
    const found = await measure(peer);
    runs.push({ row: peer.name, round, found });
    const said =
      "error" in found
        ? `FAILED: ${found.error.split("\n")[0]}`
        : `${kilobytes(idleEach(found.value))} idle, ${kilobytes(collectedEach(found.value))} collected`;
    progress(`round ${round}: ${peer.name} ${said}`);
  }
}
const heads = ["server", "before MiB", "connected MiB", "idle MiB", "collected MiB", "kB each, idle", "of ws"];
const shown = table(
  [...heads, "kB each, collected", "of ws"],
  peers.map(({ name }) => line(name)),
);
const reasons = new Set(runs.flatMap(({ found }) => ("error" in found ? [`FAILED: ${found.error}\n`] : [])));
present(options, { ...about, bench: "memory", shown, failed: [...reasons].join(""), runs: { members, idleMs, runs } });

function measure(peer: Peer): Promise<Found<Sizes>> {
  return ground.during(peer, async (server) => {
    const { pid } = server;
    await sleep(SETTLE_MS);
    const before = residentBytes(pid);
    const beforeCollected = await collectedBytes(pid);
    const ask = { members, opening: 256, origin: true };
    return ground.hold({ peer, server, ask }, async () => {
      const connected = residentBytes(pid);
      await sleep(idleMs);
      const idle = residentBytes(pid);
      return { before, beforeCollected, connected, idle, collected: await collectedBytes(pid) };
    });
  });
}

async function collectedBytes(pid: number): Promise<number> {
  process.kill(pid, "SIGUSR2");
  await sleep(SETTLE_MS);
  return residentBytes(pid);
}

function idleEach({ before, idle }: Sizes): number {
  return (idle - before) / members;
}

function collectedEach({ beforeCollected, collected }: Sizes): number {
  return (collected - beforeCollected) / members;
}

function line(row: string): string[] {
  const sizes = runs.flatMap((run) => (run.row === row && "value" in run.found ? [run.found.value] : []));
  const middle = (pick: (sizes: Sizes) => number): string => mebibytes(median(sizes.map(pick)));
  return [
    row,
    middle(({ before }) => before),
    middle(({ connected }) => connected),
    middle(({ idle }) => idle),
    middle(({ collected }) => collected),
    kilobytes(median(sizes.map(idleEach))),
    times(ratio(row, idleEach)),
    kilobytes(median(sizes.map(collectedEach))),
    times(ratio(row, collectedEach)),
  ];
}

/** The median of the ratios to ws, each within one round. */
function ratio(row: string, each: (sizes: Sizes) => number): number {
  const of = (name: string, round: number): number => {
    const run = runs.find((run) => run.row === name && run.round === round);
    return run !== undefined && "value" in run.found ? each(run.found.value) : Number.NaN;
  };
  const all = Array.from({ length: rounds }, (_, index) => of(row, index + 1) / of("ws", index + 1));
  return median(all.filter(Number.isFinite));
}

function mebibytes(bytes: number): string {
  return Number.isFinite(bytes) ? (bytes / 2 ** 20).toFixed(0) : "–";
}

function kilobytes(bytes: number): string {
  return Number.isFinite(bytes) ? (bytes / 1000).toFixed(2) : "–";
}
