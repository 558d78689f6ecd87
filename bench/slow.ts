/** Slow readers: the server's memory with 200 members that never read, in a volatile room with 10,000 messages a second. */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { madang, madangThere } from "./peers/madang.ts";
import { milliseconds, percent, short } from "./report/figure.ts";
import { machine } from "./report/machine.ts";
import { announce, present } from "./report/present.ts";
import { table } from "./report/table.ts";
import { Ground, limitedByLoad, progress } from "./run/ground.ts";
import { Options } from "./run/options.ts";
import { deliveryRate } from "./run/rounds.ts";
import { kernelTcpBytes, residentBytes } from "./run/usage.ts";

/** One look; seconds since the load began. The last is after a full collection. */
interface Sample {
  readonly at: number;
  readonly rss: number;
  readonly kernel: number;
}

const SAMPLE_MS = 500;
/** A full collection is asked for so long before the end, in milliseconds. */
const COLLECT_MS = 1500;
/** 64 KiB: Node's bound on what a socket holds for the kernel, at which Madang stops writing to it. */
const SOCKET_BYTES = 64 * 1024;
const MIB = 2 ** 20;
/** What to make of messages that did not come. */
const SKIPPED =
  ". A volatile room skips for a reader who is further behind than its tail, about a second: was the machine busy?";

const options = new Options({
  seconds: "60",
  silent: "200",
  readers: "10",
  rate: "10000",
  collect: "0",
  json: join(import.meta.dirname, "out", "slow.json"),
});
const countMs = options.number("seconds", { min: 1, max: 600 }) * 1000;
const silent = options.number("silent", { min: 1, max: 10_000 });
const readers = options.number("readers", { min: 1, max: 1000 });
const rate = options.number("rate", { min: 1, max: 100_000 });
/** So often all garbage is collected, to see what is really held on to; 0: only before the end. */
const collectMs = options.number("collect", { min: 0, max: 600 }) * 1000;

process.env["NODE_OPTIONS"] = `--import=${pathToFileURL(join(import.meta.dirname, "peers", "collect.ts")).href}`;
const ground = new Ground();
const about = {
  machine: machine([]),
  pinned: ground.pin.described,
  says:
    `${silent} members that come in and then never read, ${readers} that do, ${rate} messages of 100 bytes a second from one of those, for ${countMs / 1000} s. ` +
    "RSS is the server's process; a second before the end V8 is asked for a full collection, which the last line shows. The kernel's buffers are those of all TCP sockets of the machine, both ends; they are in nobody's RSS. " +
    `In the process, a socket that is not read may hold up to ${SOCKET_BYTES / 1024} KiB and one write more: about ${((silent * SOCKET_BYTES) / MIB).toFixed(1)} MiB for all of them, reached in the first second. ` +
    "Checked: the readers get every message, once, in one order.",
};
announce(about);
if (madangThere()) await measure();
else process.stdout.write("Skipped: packages/cli/src/main.ts is not there.\n");

async function measure(): Promise<void> {
  const peer = madang({ retention: "volatile" });
  const samples: Sample[] = [];
  const ask = { members: readers + silent, silent, rate, warmMs: 0, countMs };
  const found = await ground.during(peer, async (server) => {
    await sleep(1000);
    const began = performance.now();
    const look = (): void => {
      samples.push({
        at: (performance.now() - began) / 1000,
        rss: residentBytes(server.pid),
        kernel: kernelTcpBytes(),
      });
    };
    look();
    const timer = setInterval(look, SAMPLE_MS);
    const collect = (): void => void process.kill(server.pid, "SIGUSR2");
    const now = collectMs === 0 ? undefined : setInterval(collect, collectMs);
    const last = setTimeout(collect, countMs - COLLECT_MS);
    const end = setTimeout(() => clearInterval(timer), countMs);
    return ground.load(peer, server, ask).finally(() => {
      for (const each of [timer, now, last, end]) clearTimeout(each);
    });
  });
  if ("error" in found) progress(`FAILED: ${found.error.split("\n")[0]}`);
  const shown = [table(["after s", "server RSS MiB", "kernel's TCP buffers MiB"], lines(samples))];
  if ("value" in found) {
    const { value } = found;
    const doubt = limitedByLoad(value) ? " INVALID: the load's core was full, the server's not." : "";
    shown.push(
      `From a third of the time on, RSS grew by ${slope(samples).toFixed(1)} MiB a minute. ` +
        `The readers got ${short(deliveryRate(value) / readers)} messages a second each, p50 ${milliseconds(value.p50)} ms, p99 ${milliseconds(value.p99)} ms; ` +
        `server CPU ${percent(value.serverCpu)}.${doubt}`,
    );
  }
  const failed = "error" in found ? `FAILED: ${found.error}${SKIPPED}\n` : "";
  present(options, { ...about, bench: "slow", shown: shown.join("\n\n"), failed, runs: { samples, found } });
}

/** The first look, about ten more at even distances, and the last. */
function lines(samples: readonly Sample[]): string[][] {
  const step = Math.max(1, Math.round(samples.length / 10));
  const shown = samples.filter((_, index) => index === 2 || index % step === 0 || index === samples.length - 1);
  return shown.map(({ at, rss, kernel }) => [at.toFixed(1), (rss / MIB).toFixed(1), (kernel / MIB).toFixed(1)]);
}

/** MiB a minute, by least squares over the last two thirds before the collection. */
function slope(samples: readonly Sample[]): number {
  const late = samples.slice(Math.floor(samples.length / 3), -COLLECT_MS / SAMPLE_MS - 1);
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const at = mean(late.map((sample) => sample.at));
  const rss = mean(late.map((sample) => sample.rss));
  const over = late.reduce((sum, sample) => sum + (sample.at - at) * (sample.rss - rss), 0);
  const under = late.reduce((sum, sample) => sum + (sample.at - at) ** 2, 0);
  return (over / under / MIB) * 60;
}
