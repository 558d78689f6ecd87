/** The load of `bench -- recovery`: those who stay, and the crowd that comes back, over one transport. A process of its own. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Child } from "../run/child.ts";
import { cpuTime } from "../run/cpu-time.ts";
import { Live } from "./live.ts";
import type { CrowdOrder, CrowdReport, RecoveryOrder, RecoveryReport, Return } from "./order.ts";
import { livelinessOf, type Spell } from "./watch.ts";

const CROWD = join(import.meta.dirname, "crowd.ts");
/** The crowd has so long to catch up. */
const PATIENCE_MS = 60_000;
/** The crowd yields its core to those whose time is measured. */
const NICENESS = "15";
/** So long all are there together: the calm of a room with everybody in it. */
const TOGETHER_MS = 2000;
/** The server has seen the crowd go. */
const SETTLE_MS = 2000;

const order = JSON.parse(process.argv[2] ?? "{}") as RecoveryOrder;
const { port, serverPid, spread, missed } = order;
const live = new Live({ port, readers: order.liveReaders, fail });
const returns: Return[] = [];
const during: Spell[] = [];
const together: Spell[] = [];
process.stdin.once("end", () => process.exit(0)).resume();

try {
  process.stdout.write(`${JSON.stringify(await measure())}\n`);
  process.exit(0);
} catch (error) {
  fail(error);
}

async function measure(): Promise<RecoveryReport> {
  await live.open();
  await live.fill(missed + spread + 100);
  live.write(order.rate).catch(fail);
  await sleep(SETTLE_MS);
  const calm = live.watch.begin();
  const restingBytes = statusBytes("VmRSS");
  await sleep(order.calmMs);
  for (let run = 0; run < order.runs; run++) await everybodyReturns();
  await live.end();
  return {
    ...{ transport: order.transport, calm: calm.liveliness, returns, restingBytes, peakBytes: statusBytes("VmHWM") },
    ...{ during: pooled(during), together: pooled(together) },
  };
}

async function everybodyReturns(): Promise<void> {
  const crowd = new Child(["nice", "-n", NICENESS, process.execPath, CROWD]);
  try {
    await crowd.hear(() => true, PATIENCE_MS);
    const head = live.places.at(-1)?.offset ?? 0;
    const places = live.places.slice(-missed - spread, -missed);
    const back = live.watch.begin();
    const [started, cpuBefore] = [performance.now(), cpuTime(serverPid)];
    const { transport, clients } = order;
    crowd.say(JSON.stringify({ transport, port, clients, places, head } satisfies CrowdOrder));
    const report = await crowd.hear(parse, PATIENCE_MS);
    if ("error" in report) throw new Error(`the crowd: ${report.error}`);
    const serverCpu = (cpuTime(serverPid) - cpuBefore) / (performance.now() - started);
    live.watch.begin();
    await sleep(SETTLE_MS / 2);
    const after = live.watch.begin();
    await sleep(TOGETHER_MS);
    if (crowd.fate !== undefined) throw new Error(`the crowd: ${crowd.fate}`);
    live.watch.begin();
    during.push(back);
    together.push(after);
    returns.push({ crowd: report, live: back.liveliness, serverCpu });
  } finally {
    await crowd.stop();
  }
  await sleep(SETTLE_MS);
}

function pooled(spells: readonly Spell[]): ReturnType<typeof livelinessOf> {
  const loop = Math.max(...spells.map(({ liveliness }) => liveliness.loopP99));
  return livelinessOf(
    spells.flatMap(({ times }) => times),
    loop,
  );
}

function statusBytes(name: string): number {
  const status = readFileSync(`/proc/${serverPid}/status`, "utf8");
  return Number(new RegExp(`^${name}:\\s*(\\d+) kB`, "m").exec(status)?.[1]) * 1024;
}

function parse(line: string): CrowdReport | { readonly error: string } {
  return JSON.parse(line) as CrowdReport | { readonly error: string };
}

function fail(error: unknown): never {
  process.stdout.write(`${JSON.stringify({ error: error instanceof Error ? error.message : String(error) })}\n`);
  process.exit(1);
}
