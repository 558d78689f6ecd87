/** Echo: round trips a second of the bare engine, 100 connections with one message each, beside ws. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { LoadReport } from "./load/load.ts";
import { type Peer, serverCommand, serverFile } from "./peers/peer.ts";
import { ends, milliseconds, percent, short, times } from "./report/figure.ts";
import { machine } from "./report/machine.ts";
import { spread } from "./report/median.ts";
import { announce, present } from "./report/present.ts";
import { table } from "./report/table.ts";
import { failures, Ground } from "./run/ground.ts";
import { Options } from "./run/options.ts";
import { type Group, Rounds } from "./run/rounds.ts";

const MAIN = join(import.meta.dirname, "..", "packages", "cli", "src", "main.ts");
/** 100 bytes each way, and nothing around them. */
const SPEECH = { path: "/", sent: "%s", got: "%s", bodyBytes: 100, socketio: false };

const options = new Options({
  runs: "5",
  seconds: "3",
  warm: "1",
  connections: "100",
  json: join(import.meta.dirname, "out", "echo.json"),
});
const rounds = options.number("runs", { min: 1, max: 50 });
const countMs = options.number("seconds", { min: 0.1, max: 60 }) * 1000;
const warmMs = options.number("warm", { min: 0, max: 60 }) * 1000;
const connections = options.number("connections", { min: 1, max: 10_000 });

const ground = new Ground();
const about = {
  machine: machine(["ws"]),
  pinned: ground.pin.described,
  says:
    `${connections} connections, one text of 100 bytes under way on each; the next goes out when its echo has come, and every echo is compared. ` +
    `Madang is its echo host (\`npm run echo\`). Nothing is compressed. Medians of ${rounds}.`,
};
announce(about);
const course = new Rounds(ground);
const ask = { members: connections, underWay: 1, warmMs, countMs, alone: true };
const setting = `${connections} connections`;
const peers = [...ours(), { ...serverFile("ws-echo", SPEECH), name: "ws" }];
await course.take({ setting, peers, rounds, ask, said: (report) => `${short(roundTrips(report))} round trips/s` });

const heads = ["server", "setting", "round trips/s", "min – max", "of ws"];
const shown = table([...heads, "p50 ms", "p99 ms", "server CPU", "load CPU", "note"], course.groups.map(line));
const failed = failures(course.outcomes);
present(options, { ...about, bench: "echo", shown, failed, runs: { countMs, warmMs, runs: course.runs } });

function ours(): Peer[] {
  if (!existsSync(MAIN)) {
    process.stdout.write("madang is left out: packages/cli/src/main.ts is not there.\n");
    return [];
  }
  const command = [process.execPath, MAIN, "echo", "--port", "0"];
  return [serverCommand("madang", SPEECH, { command, read: portInAddress })];
}

/** `Echo on ws://127.0.0.1:40123/` */
function portInAddress(line: string): number | undefined {
  const port = /ws:\/\/[^/]+:(\d+)\//.exec(line)?.[1];
  return port === undefined ? undefined : Number(port);
}

function roundTrips({ messages, seconds }: LoadReport): number {
  return messages / seconds;
}

function line(group: Group): string[] {
  const rates = spread(group.values(roundTrips));
  return [
    group.row,
    group.setting,
    short(rates?.median ?? Number.NaN),
    ends(rates),
    times(group.ratio("ws", roundTrips)),
    milliseconds(group.median(({ p50 }) => p50)),
    milliseconds(group.median(({ p99 }) => p99)),
    percent(group.median(({ serverCpu }) => serverCpu)),
    percent(group.median(({ loadCpu }) => loadCpu)),
    group.note,
  ];
}
