// A server in a process of its own, that says what it holds: run with --expose-gc, a folder, and an IPC channel.
import { pino } from "pino";
import { compose } from "../../src/compose.ts";
import { readSettings } from "../../src/settings.ts";
import { PAGE, TOKEN } from "../served.ts";

const settings = readSettings(["--port=0", `--data=${process.argv[2]}`, `--admin-token=${TOKEN}`], {});
const running = await compose(settings, pino({ level: "error" }, process.stderr), PAGE);

process.on("message", (asked) => {
  if (asked === "stop") {
    void running.close().then(() => process.disconnect());
    return;
  }
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  process.send?.({ held: heapUsed + external });
});
process.send?.({ port: running.port });
