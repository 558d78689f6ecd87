/** Recovery: 2,000 clients return at once after missing 500 messages each, while others read and write on. */
import { join } from "node:path";
import { madang } from "./peers/madang.ts";
import type { RecoveryOrder, RecoveryReport } from "./recovery/order.ts";
import { recoveryTable } from "./recovery/table.ts";
import { machine } from "./report/machine.ts";
import { announce, present } from "./report/present.ts";
import { Child, endOnSignals } from "./run/child.ts";
import { progress } from "./run/ground.ts";
import { Options } from "./run/options.ts";
import { LOAD_CORE, Pin } from "./run/pin.ts";

const LOAD = join(import.meta.dirname, "recovery", "load.ts");
/** For one transport. */
const PATIENCE_MS = 120_000;

const options = new Options({
  transports: "websocket,sse,long-polling,polling",
  clients: "2000",
  missed: "500",
  spread: "64",
  runs: "3",
  live: "20",
  rate: "100",
  calm: "5",
  json: join(import.meta.dirname, "out", "recovery.json"),
});
const ask = {
  clients: options.number("clients", { min: 2, max: 15_000 }),
  missed: options.number("missed", { min: 1, max: 100_000 }),
  spread: options.number("spread", { min: 1, max: 1000 }),
  runs: options.number("runs", { min: 1, max: 50 }),
  liveReaders: options.number("live", { min: 1, max: 1000 }),
  rate: options.number("rate", { min: 1, max: 1000 }),
  calmMs: options.number("calm", { min: 0.5, max: 60 }) * 1000,
};

endOnSignals();
const pin = new Pin();
const about = {
  machine: machine([]),
  pinned: pin.described,
  says:
    `${ask.clients} clients come back at once to one kept room, to ${ask.spread} places, each ${ask.missed} messages or a few more back, ` +
    `${ask.runs} times; ${ask.liveReaders} others read on over WebSockets, and one writes ${ask.rate} messages a second. ` +
    "A client has caught up when it has everything that the room had when the first came; it stays and reads on. " +
    "Every entry that came was checked: each once, in order. The crowd is a process of its own that yields its core to the live ones.",
};
const reports: RecoveryReport[] = [];
let failed = "";
announce(about);
for (const transport of options.words("transports")) {
  progress(`${transport} …`);
  try {
    reports.push(await measure(transport));
  } catch (error) {
    failed += `FAILED: ${transport}: ${error instanceof Error ? error.message : error}\n`;
  }
}
const findings = { bench: "recovery", page: "transports.md", shown: recoveryTable(reports), failed };
present(options, { ...about, ...findings, runs: { ask, reports } });

async function measure(transport: string): Promise<RecoveryReport> {
  const server = await madang({ retention: "forever" }).start(pin);
  try {
    const order: RecoveryOrder = { ...ask, transport, port: server.port, serverPid: server.pid };
    const child = new Child(pin.on(LOAD_CORE, [process.execPath, LOAD, JSON.stringify(order)]));
    try {
      const report = await child.hear(parse, PATIENCE_MS);
      if ("error" in report) throw new Error([report.error, server.fate()].filter(Boolean).join("; the server: "));
      return report;
    } finally {
      await child.stop();
    }
  } finally {
    await server.stop();
  }
}

function parse(line: string): RecoveryReport | { readonly error: string } {
  return JSON.parse(line) as RecoveryReport | { readonly error: string };
}
