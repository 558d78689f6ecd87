import { parentPort, workerData } from "node:worker_threads";
import type { Order, Report } from "./call.ts";
import { kernelChance } from "./chance.ts";
import { openDatabase } from "./database.ts";
import { Desk } from "./desk.ts";
import { Ledger } from "./ledger.ts";

/** What the thread is started with. */
interface Start {
  readonly folder: string;
}

const { folder } = workerData as Start;
const report = (said: Report): void => parentPort?.postMessage(said);

try {
  const db = openDatabase(folder);
  const desk = new Desk(db, new Ledger(db, kernelChance), report);
  parentPort?.on("message", (order: Order) => {
    if (order !== "close") return desk.serve(order);
    desk.close();
    parentPort?.close();
  });
  report({ kind: "opened" });
} catch (error) {
  report({ kind: "unopened", reason: error instanceof Error ? error.message : String(error) });
}
