import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import { tempFolder } from "./temp-folder.ts";

const SCRIPT = new URL("../src/worker.ts", import.meta.url);

test("the thread opens, answers a group, and ends when told to", async (t) => {
  const worker = new Worker(SCRIPT, { workerData: { folder: tempFolder(t) } });
  assert.deepEqual(await once(worker, "message"), [{ kind: "opened" }]);
  worker.postMessage({ reads: [{ kind: "bans" }], writes: [], cells: [] });
  assert.deepEqual(await once(worker, "message"), [{ kind: "read", values: [[]], failures: [] }]);
  worker.postMessage("close");
  assert.deepEqual(await once(worker, "exit"), [0]);
});

test("a thread that cannot open says why and ends", async (t) => {
  const worker = new Worker(SCRIPT, { workerData: { folder: `${tempFolder(t)}/nowhere` } });
  const [[report]] = await Promise.all([once(worker, "message"), once(worker, "exit")]);
  assert.equal(report.kind, "unopened");
  assert.match(report.reason, /nowhere/);
});
