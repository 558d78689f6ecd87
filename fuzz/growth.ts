import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** 4 MiB between one half of a run and the other: less than caches of the engine come to. */
export const MAX_GROWTH_BYTES = 4 * 1024 * 1024;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** What the process holds after everything that can go has gone. */
export async function held(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    collect();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
