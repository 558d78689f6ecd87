/** Latency at a fixed rate: 100 messages a second to 1,000 members, beside ws. */
import { join } from "node:path";
import { peersNamed } from "./peers/named.ts";
import { milliseconds, percent, short, times } from "./report/figure.ts";
import { machine } from "./report/machine.ts";
import { announce, present } from "./report/present.ts";
import { table } from "./report/table.ts";
import { failures, Ground } from "./run/ground.ts";
import { Options } from "./run/options.ts";
import { deliveryRate, type Group, Rounds } from "./run/rounds.ts";

const options = new Options({
  runs: "5",
  seconds: "3",
  warm: "1",
  members: "1000",
  rate: "100",
  rows: "madang,ws",
  json: join(import.meta.dirname, "out", "rate.json"),
});
const rounds = options.number("runs", { min: 1, max: 50 });
const countMs = options.number("seconds", { min: 0.1, max: 60 }) * 1000;
const warmMs = options.number("warm", { min: 0, max: 60 }) * 1000;
const members = options.number("members", { min: 1, max: 19_000 });
const rate = options.number("rate", { min: 1, max: 100_000 });

const ground = new Ground();
const about = {
  machine: machine(["ws"]),
  pinned: ground.pin.described,
  says:
    `One of ${members} members sends ${rate} messages a second by the clock, whether or not the ones before have come to everyone. ` +
    `A message's time is from its sending to its coming to the last member. Medians of ${rounds}.`,
};
announce(about);
const peers = peersNamed(options.words("rows"), { retention: "volatile" });
const course = new Rounds(ground);
const setting = `${members} members, ${rate} a second`;
const ask = { members, rate, warmMs, countMs };
await course.take({ setting, peers, rounds, ask, said: ({ p50, p99 }) => `p50 ${p50} µs, p99 ${p99} µs` });

const heads = ["server", "setting", "p50 ms", "p99 ms", "p50 of ws", "p99 of ws", "deliveries/s"];
const shown = table([...heads, "server CPU", "load CPU", "note"], course.groups.map(line));
const failed = failures(course.outcomes);
present(options, { ...about, bench: "rate", shown, failed, runs: { countMs, warmMs, runs: course.runs } });

function line(group: Group): string[] {
  return [
    group.row,
    group.setting,
    milliseconds(group.median(({ p50 }) => p50)),
    milliseconds(group.median(({ p99 }) => p99)),
    times(group.ratio("ws", ({ p50 }) => p50)),
    times(group.ratio("ws", ({ p99 }) => p99)),
    short(group.median(deliveryRate)),
    percent(group.median(({ serverCpu }) => serverCpu)),
    percent(group.median(({ loadCpu }) => loadCpu)),
    group.note,
  ];
}
