/** Polling, long polling, SSE and WebSocket: what the same conversation costs over each, and what silence does. */
import { join } from "node:path";
import { madang } from "./peers/madang.ts";
import { machine } from "./report/machine.ts";
import { announce, present } from "./report/present.ts";
import { publishImage } from "./report/publish.ts";
import { Child, endOnSignals } from "./run/child.ts";
import { progress } from "./run/ground.ts";
import { Options, refuse } from "./run/options.ts";
import { LOAD_CORE, Pin } from "./run/pin.ts";
import { transportsChart } from "./transport/chart.ts";
import type { TransportOrder, TransportReport } from "./transport/order.ts";
import { transportsTable } from "./transport/table.ts";
import { TRANSPORTS } from "./transport/transports.ts";

const LOAD = join(import.meta.dirname, "transport", "load.ts");
/** What the load does beside the talk and the silence, in milliseconds. */
const PATIENCE_MS = 30_000;

const options = new Options({
  transports: TRANSPORTS.map(({ name }) => name).join(","),
  readers: "100",
  lines: "100",
  seconds: "20",
  idle: "10",
  seed: "1",
  json: join(import.meta.dirname, "out", "transports.json"),
});
const ask = {
  readers: options.number("readers", { min: 1, max: 5000 }),
  lines: options.number("lines", { min: 1, max: 10_000 }),
  ms: options.number("seconds", { min: 1, max: 600 }) * 1000,
  idleMs: options.number("idle", { min: 1, max: 600 }) * 1000,
  seed: options.number("seed", { min: 0, max: 2 ** 31 }),
};
const transports = options.words("transports").map((word) => {
  return TRANSPORTS.find(({ name }) => name === word) ?? refuse(`--transports: there is no ${word}`);
});

endOnSignals();
const pin = new Pin();
const about = {
  machine: machine([]),
  pinned: pin.described,
  says:
    `${ask.readers} readers of one kept room; one person says ${ask.lines} lines in ${ask.ms / 1000} s, in bursts and pauses ` +
    `(seed ${ask.seed}), with POST or over its WebSocket. Every reader got every line once, in order.`,
};
const reports: TransportReport[] = [];
let failed = "";
announce(about);
for (const { name } of transports) {
  progress(`${name} …`);
  try {
    reports.push(await measure(name));
  } catch (error) {
    failed += `FAILED: ${name}: ${error instanceof Error ? error.message : error}\n`;
  }
}
const findings = { bench: "transports", page: "transports.md", shown: transportsTable(reports), failed };
present(options, { ...about, ...findings, runs: { ask, reports } });
if (options.publish && failed === "") publishImage("transports.svg", transportsChart(reports));

async function measure(transport: string): Promise<TransportReport> {
  const server = await madang({ retention: "forever" }).start(pin);
  try {
    const order: TransportOrder = { ...ask, transport, port: server.port, serverPid: server.pid };
    const child = new Child(pin.on(LOAD_CORE, [process.execPath, LOAD, JSON.stringify(order)]));
    try {
      const report = await child.hear(parse, ask.ms + 2 * ask.idleMs + 2 * PATIENCE_MS);
      if ("error" in report) throw new Error(`${report.error}${server.fate() ?? ""}`);
      return report;
    } finally {
      await child.stop();
    }
  } finally {
    await server.stop();
  }
}

function parse(line: string): TransportReport | { readonly error: string } {
  return JSON.parse(line) as TransportReport | { readonly error: string };
}
