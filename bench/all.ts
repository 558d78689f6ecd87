/** All benches in turn, in under 18 minutes; --quick in under two; --publish puts the results into docs/performance.md. */
import { spawn } from "node:child_process";
import { loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { LOAD_BEFORE } from "./report/machine.ts";

/** A bench, as it is run for the docs and to see that it works. */
interface Leg {
  readonly bench: string;
  readonly full: string;
  readonly quick: string;
}

const SHORT = "--runs 1 --seconds 0.5 --warm 0.3";
const LEGS: readonly Leg[] = [
  { bench: "fanout", full: "--members 1000 --seconds 2", quick: `--members 1000 ${SHORT}` },
  { bench: "rate", full: "--seconds 3", quick: SHORT },
  { bench: "compression", full: "--seconds 3", quick: SHORT },
  { bench: "kept", full: "--seconds 2", quick: `--under-way 1,64 ${SHORT}` },
  { bench: "connects", full: "", quick: "--runs 1" },
  { bench: "echo", full: "--seconds 3", quick: SHORT },
  { bench: "memory", full: "--runs 3", quick: "--runs 1 --members 5000 --idle 2" },
  { bench: "stomp", full: "--runs 3 --seconds 2", quick: `--under-way 64 ${SHORT}` },
  { bench: "socketio", full: "--runs 3 --seconds 2", quick: `--under-way 64 --clients 2000 --idle 1 ${SHORT}` },
  { bench: "slow", full: "", quick: "--seconds 5" },
];

const { quick, publish } = flags();
const env = { ...process.env, [LOAD_BEFORE]: String(loadavg()[0]) };
const began = performance.now();
for (const leg of LEGS) {
  process.stdout.write(`\n## ${leg.bench}\n\n`);
  const code = await run(leg);
  if (code !== 0) process.exitCode = 1;
  // An interrupted bench is the end of all.
  if (code > 128) break;
}
process.stdout.write(`\n${((performance.now() - began) / 60_000).toFixed(1)} minutes\n`);

function flags(): { readonly quick: boolean; readonly publish: boolean } {
  const boolean = { type: "boolean", default: false } as const;
  return parseArgs({ options: { quick: boolean, publish: boolean }, strict: true }).values;
}

function run(leg: Leg): Promise<number> {
  const words = (quick ? leg.quick : leg.full).split(" ").filter(Boolean);
  const args = [join(import.meta.dirname, `${leg.bench}.ts`), ...words, ...(publish ? ["--publish"] : [])];
  const { promise, resolve } = Promise.withResolvers<number>();
  const child = spawn(process.execPath, args, { env, stdio: "inherit" });
  const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, forward);
  child.once("close", (code) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.off(signal, forward);
    resolve(code ?? 129);
  });
  return promise;
}
