/** The bare loop: so many rows under way to SQLite in a worker; all that comes while a transaction is under way goes into the next. */
import { randomUUID } from "node:crypto";
import { Worker } from "node:worker_threads";

/** Author, id, body. */
export type Row = [author: string, id: string, body: string];

const BODY = "x".repeat(94);
const [file = "", underWay = "1", warmMs = "0", countMs = "0"] = process.argv.slice(2);
const worker = new Worker(new URL("./commit-worker.ts", import.meta.url), { workerData: file });
const sentAt: number[] = [];
const latencies: number[] = [];
let batch: Row[] = [];
let acknowledged = 0;
let transactions = 0;
let busy = false;
let counting = false;
let countedFrom = 0;

worker.on("message", (count: number) => {
  busy = false;
  transactions++;
  acknowledged += count;
  const now = performance.now();
  for (const at of sentAt.splice(0, count)) if (counting) latencies.push(now - at);
  for (let index = 0; index < count; index++) send();
  commit();
});
for (let index = 0; index < Number(underWay); index++) send();
commit();
setTimeout(begin, Number(warmMs));

/** Each row is a message of its own, with an id that falls anywhere in the index, as one made by chance does. */
function send(): void {
  batch.push(["bench", randomUUID(), BODY]);
  sentAt.push(performance.now());
}

function commit(): void {
  if (busy || batch.length === 0) return;
  busy = true;
  worker.postMessage(batch);
  batch = [];
}

function begin(): void {
  counting = true;
  acknowledged = 0;
  transactions = 0;
  countedFrom = performance.now();
  setTimeout(end, Number(countMs));
}

function end(): void {
  const seconds = (performance.now() - countedFrom) / 1000;
  latencies.sort((a, b) => a - b);
  const at = (part: number): number => (latencies[Math.floor(part * latencies.length)] ?? Number.NaN) * 1000;
  const report = { seconds, acknowledged, transactions, p50: at(0.5), p99: at(0.99) };
  process.stdout.write(`${JSON.stringify(report)}\n`, () => process.exit(0));
}
