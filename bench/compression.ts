/** Fan-out with permessage-deflate: chat texts of 200 to 300 bytes to 1,000 members, beside ws with perMessageDeflate. */
import { join } from "node:path";
import { peersNamed } from "./peers/named.ts";
import { serverFile } from "./peers/peer.ts";
import { textSpeech } from "./peers/speech.ts";
import { ends, milliseconds, percent, short, times } from "./report/figure.ts";
import { machine } from "./report/machine.ts";
import { median, spread } from "./report/median.ts";
import { announce, present } from "./report/present.ts";
import { table } from "./report/table.ts";
import { failures, Ground } from "./run/ground.ts";
import { Options } from "./run/options.ts";
import { deliveryRate, type Group, Rounds } from "./run/rounds.ts";

const SPEECH = textSpeech("/?name=bench");

const options = new Options({
  runs: "5",
  seconds: "3",
  warm: "1",
  members: "1000",
  "under-way": "64",
  json: join(import.meta.dirname, "out", "compression.json"),
});
const rounds = options.number("runs", { min: 1, max: 50 });
const countMs = options.number("seconds", { min: 0.1, max: 60 }) * 1000;
const warmMs = options.number("warm", { min: 0, max: 60 }) * 1000;
const members = options.number("members", { min: 1, max: 19_000 });
const underWay = options.number("under-way", { min: 1, max: 16_384 });

const ground = new Ground();
const about = {
  machine: machine(["ws"]),
  pinned: `${ground.pin.described}; zlib's threads are on the server's core too`,
  says:
    "Chat texts of 200 to 300 bytes, Korean and English; members offer `permessage-deflate; client_max_window_bits`, as Chromium does. " +
    "Madang is started with `--compression on`: it answers with server_no_context_takeover, compresses from 128 bytes on, and one image serves everyone. " +
    "`ws` has `perMessageDeflate: true` and its defaults: a context per connection, which its threshold of 1,024 bytes does not apply to, and 10 calls of zlib at a time; in the third row it is set to what Madang does, no context and 128 bytes. " +
    "Checked: every member gets as many compressed frames as there were messages, each the same bytes as every other member's at that place. They are not inflated. " +
    `Medians of ${rounds}.`,
};
announce(about);
const peers = [
  ...peersNamed(["madang"], { retention: "volatile", flags: ["--compression", "on"] }),
  { ...serverFile("ws-deflate", SPEECH), name: "ws" },
  { ...serverFile("ws-deflate", SPEECH, ["alone"]), name: "ws, no takeover" },
];
const course = new Rounds(ground);
const setting = `${members} members, ${underWay} under way`;
const ask = { members, underWay, warmMs, countMs, deflate: true };
await course.take({ setting, peers, rounds, ask, said: (report) => `${short(deliveryRate(report))} deliveries/s` });

const heads = ["server", "setting", "deliveries/s", "min – max", "of ws", "of the third", "text bytes", "frame bytes"];
const shown = table([...heads, "p50 ms", "p99 ms", "server CPU", "load CPU", "note"], course.groups.map(line));
const agreed = new Set(course.runs.map(({ row, outcome }) => `${row}: \`${agreedIn(outcome)}\``));
const failed = failures(course.outcomes);
present(options, {
  ...about,
  bench: "compression",
  shown: `${shown}\n\nAgreed on: ${[...agreed].join("; ")}.`,
  failed,
  runs: { countMs, warmMs, runs: course.runs },
});

function agreedIn(outcome: (typeof course.runs)[number]["outcome"]): string {
  return "report" in outcome ? (outcome.report.agreed ?? "") : "nothing, it failed";
}

function line(group: Group): string[] {
  const rates = spread(group.values(deliveryRate));
  return [
    group.row,
    group.setting,
    short(rates?.median ?? Number.NaN),
    ends(rates),
    times(group.ratio("ws", deliveryRate)),
    times(group.ratio("ws, no takeover", deliveryRate)),
    median(group.values(({ textBytes = Number.NaN }) => textBytes)).toFixed(0),
    median(group.values(({ deflatedBytes = Number.NaN }) => deflatedBytes)).toFixed(0),
    milliseconds(group.median(({ p50 }) => p50)),
    milliseconds(group.median(({ p99 }) => p99)),
    percent(group.median(({ serverCpu }) => serverCpu)),
    percent(group.median(({ loadCpu }) => loadCpu)),
    group.note,
  ];
}
