import { writeSync } from "node:fs";
import { workerData } from "node:worker_threads";
import { keep } from "./corpus.ts";

/** 60 s for an input that takes a millisecond: a hang, however busy the machine is. */
const HANG_MS = 60_000;

const { state, input } = workerData as { readonly state: Int32Array; readonly input: Uint8Array };
let seen = -1;

setInterval(() => {
  const count = state[0] ?? 0;
  if (count !== seen) {
    seen = count;
    return;
  }
  const file = keep("hung", new Uint8Array(input.subarray(0, state[1] ?? 0)));
  writeSync(2, `fuzz: one input for more than ${HANG_MS / 1000} s, kept as ${file}\n`);
  process.kill(process.pid, "SIGKILL");
}, HANG_MS);
