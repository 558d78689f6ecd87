/** The load of `bench -- transports`: one conversation over one transport, then a silence. A process of its own. */
import { setTimeout as sleep } from "node:timers/promises";
import { cpuTime } from "../run/cpu-time.ts";
import { conversation } from "./conversation.ts";
import { Ledger } from "./ledger.ts";
import type { TransportOrder, TransportReport } from "./order.ts";
import { Traffic } from "./traffic.ts";
import { TRANSPORTS, type Transport } from "./transports.ts";

/** The server has come to rest after its start, and after the talk. */
const SETTLE_MS = 1500;
/** Everybody is there. */
const GATHER_MS = 500;
/** So long the server is looked at without anybody. */
const ALONE_MS = 4000;
/** The last message has so long to reach everybody. */
const PATIENCE_MS = 10_000;

const order = JSON.parse(process.argv[2] ?? "{}") as TransportOrder;
const transport = TRANSPORTS.find(({ name }) => name === order.transport);
if (transport === undefined) throw new Error(`there is no transport ${order.transport}`);
const [reading, writing, ledger, closed] = [new Traffic(), new Traffic(), new Ledger(), new AbortController()];
const { port, serverPid, readers } = order;

await sleep(SETTLE_MS);
const aloneBefore = cpuTime(serverPid);
await sleep(ALONE_MS);
const aloneCpuMs = ((cpuTime(serverPid) - aloneBefore) / ALONE_MS) * 1000;
const writer = await transport.write({ port, name: "writer", traffic: writing });
await gather(transport);
process.stdout.write(`${JSON.stringify(await measure(transport))}\n`);
process.exit(0);

async function gather({ read }: Transport): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/rooms/bench/log?offset=now`);
  const position = answer.headers.get("stream-next-offset") ?? "-1";
  for (let index = 0; index < readers; index++) {
    const name = `reader-${index}`;
    const parts = { port, name, position, traffic: reading, view: ledger.view(name), phase: index / readers };
    read(parts, closed.signal).catch(fail);
  }
  await sleep(GATHER_MS);
}

async function measure({ beatMs, name }: Transport): Promise<TransportReport> {
  const [started, cpuBefore, loadBefore] = [performance.now(), cpuTime(serverPid), process.cpuUsage()];
  await talk();
  const seconds = (performance.now() - started) / 1000;
  const load = process.cpuUsage(loadBefore);
  const cpuMs = cpuTime(serverPid) - cpuBefore;
  const volume = reading.volume;
  const idle = await silence(Math.ceil(order.idleMs / beatMs) * beatMs);
  if (ledger.gotCount !== order.lines * readers) fail(new Error(`${ledger.gotCount} deliveries`));
  return {
    ...{ transport: name, readers, messages: order.lines, seconds, aloneCpuMs, cpuMs, idle },
    ...{ p50: ledger.percentile(0.5), p99: ledger.percentile(0.99) },
    ...{ reading: volume, writing: writing.volume, loadCpu: (load.user + load.system) / 1e6 / seconds },
  };
}

/** Everything is said at its time, and has come to everybody when this resolves. */
async function talk(): Promise<void> {
  const started = performance.now();
  for (const { at, text } of conversation({ seed: order.seed, lines: order.lines, ms: order.ms })) {
    await sleep(Math.max(0, started + at - performance.now()));
    writer.send({ id: ledger.sent(), text }).catch(fail);
  }
  const until = performance.now() + PATIENCE_MS;
  while (ledger.gotCount < order.lines * readers && ledger.fault === undefined && performance.now() < until)
    await sleep(5);
  if (ledger.fault !== undefined) fail(new Error(ledger.fault));
  if (ledger.gotCount < order.lines * readers) fail(new Error(`only ${ledger.gotCount} deliveries came`));
}

async function silence(ms: number): Promise<TransportReport["idle"]> {
  await sleep(SETTLE_MS);
  const [started, before, cpuBefore] = [performance.now(), reading.volume, cpuTime(serverPid)];
  await sleep(ms);
  const seconds = (performance.now() - started) / 1000;
  return { seconds, volume: reading.since(before), cpuMs: cpuTime(serverPid) - cpuBefore };
}

function fail(error: unknown): never {
  process.stdout.write(`${JSON.stringify({ error: error instanceof Error ? error.message : String(error) })}\n`);
  process.exit(1);
}
