import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Child } from "../run/child.ts";
import { type Pin, SERVER_CORE } from "../run/pin.ts";

const LOOP = fileURLToPath(new URL("./commit-loop.ts", import.meta.url));
/** Beyond warming and counting: to start, and to end. */
const PATIENCE_MS = 15_000;

/** What the bare loop is asked for; its database is made in `parent`. */
export interface CommitOrder {
  readonly parent: string;
  readonly underWay: number;
  readonly warmMs: number;
  readonly countMs: number;
}

/** What the disk gives without a server around it; times in microseconds. */
export interface CommitReport {
  readonly seconds: number;
  readonly acknowledged: number;
  readonly transactions: number;
  readonly p50: number;
  readonly p99: number;
}

/** Runs the loop once, on the server's core, in a process of its own. */
export async function bareCommits(pin: Pin, order: CommitOrder): Promise<CommitReport> {
  const { parent, underWay, warmMs, countMs } = order;
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, "commits-bench-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  const words = [join(folder, "bare.db"), underWay, warmMs, countMs].map(String);
  const child = new Child(pin.on(SERVER_CORE, [process.execPath, LOOP, ...words]));
  try {
    return await child.hear((line) => JSON.parse(line) as CommitReport, PATIENCE_MS + warmMs + countMs);
  } finally {
    await child.stop();
    process.off("exit", remove);
    remove();
  }
}
