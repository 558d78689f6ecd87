/** Loaded into every server of the memory bench before anything else: SIGUSR2 makes V8 collect all its garbage. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { isMainThread } from "node:worker_threads";

if (isMainThread) {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as (how: object) => void;
  setFlagsFromString("--no-expose-gc");
  // The flavour that V8 keeps for when memory is about to run out: it gives back all that it can.
  process.on("SIGUSR2", () => collect({ type: "major", execution: "sync", flavor: "last-resort" }));
}
