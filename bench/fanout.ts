/** Fan-out: deliveries a second in one room over WebSocket, beside ws, Socket.IO, Bun and a bare C loop, one core for the server. */
import { join } from "node:path";
import { fanoutChart } from "./fanout/chart.ts";
import { peersNamed } from "./peers/named.ts";
import { ends, milliseconds, percent, short, times } from "./report/figure.ts";
import { machine } from "./report/machine.ts";
import { spread } from "./report/median.ts";
import { announce, present } from "./report/present.ts";
import { publishImage } from "./report/publish.ts";
import { table } from "./report/table.ts";
import { failures, Ground } from "./run/ground.ts";
import { Options } from "./run/options.ts";
import { deliveryRate, type Group, Rounds } from "./run/rounds.ts";

const options = new Options({
  runs: "5",
  seconds: "3",
  warm: "1",
  members: "100,1000",
  "under-way": "1,64",
  rows: "madang,ws,socketio,bun,limit",
  json: join(import.meta.dirname, "out", "fanout.json"),
});
const rounds = options.number("runs", { min: 1, max: 50 });
const countMs = options.number("seconds", { min: 0.1, max: 60 }) * 1000;
const warmMs = options.number("warm", { min: 0, max: 60 }) * 1000;
const sizes = options.numbers("members", { min: 1, max: 19_000 });
const loads = options.numbers("under-way", { min: 1, max: 16_384 });

const ground = new Ground();
const about = {
  machine: machine(["ws", "socket.io", "bun"]),
  pinned: ground.pin.described,
  says:
    "A message is 100 bytes of text to a member (102 on the wire with its frame header; Socket.IO wraps them in its event: 118). " +
    "One member sends; a message is complete when every member has it, and the next goes out then. Every delivery is checked. " +
    `Medians of ${rounds}; a ratio is the median of the ratios within one round.`,
};
announce(about);
const peers = peersNamed(options.words("rows"), { retention: "volatile" });
const course = new Rounds(ground);

for (const members of sizes) {
  for (const underWay of loads) {
    const ask = { members, underWay, warmMs, countMs };
    const setting = `${members} members, ${underWay} under way`;
    await course.take({ setting, peers, rounds, ask, said: (report) => `${short(deliveryRate(report))} deliveries/s` });
  }
}
const heads = ["server", "setting", "deliveries/s", "min – max", "of ws", "of Socket.IO", "of Bun", "of the C loop"];
const shown = table([...heads, "p50 ms", "p99 ms", "server CPU", "load CPU", "note"], course.groups.map(line));
const failed = failures(course.outcomes);
present(options, { ...about, bench: "fanout", shown, failed, runs: { countMs, warmMs, runs: course.runs } });
if (options.publish && failed === "") publishImage("fanout.svg", fanoutChart(course.groups, about.machine));

function line(group: Group): string[] {
  const rates = spread(group.values(deliveryRate));
  return [
    group.row,
    group.setting,
    short(rates?.median ?? Number.NaN),
    ends(rates),
    ...["ws", "socketio", "bun", "limit"].map((row) => times(group.ratio(row, deliveryRate))),
    milliseconds(group.median(({ p50 }) => p50)),
    milliseconds(group.median(({ p99 }) => p99)),
    percent(group.median(({ serverCpu }) => serverCpu)),
    percent(group.median(({ loadCpu }) => loadCpu)),
    group.note,
  ];
}
