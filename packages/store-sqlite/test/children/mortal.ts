// Stands in for the store's thread: answers every call with its kind, and dies of the room "die".
import { parentPort } from "node:worker_threads";
import type { Order, Report } from "../../src/call.ts";

const report = (said: Report): void => parentPort?.postMessage(said);

parentPort?.on("message", (order: Order) => {
  if (order === "close") return parentPort?.close();
  if (order.writes.some((call) => call.kind === "begin" && call.room === "die")) throw new Error("told to");
  if (order.reads.length > 0) report({ kind: "read", values: order.reads.map(({ kind }) => kind), failures: [] });
  if (order.writes.length > 0) report({ kind: "written", values: order.writes.map(({ kind }) => kind), failures: [] });
});
report({ kind: "opened" });
