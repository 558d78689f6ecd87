import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as after } from "node:timers/promises";
import { DiskThread } from "../src/thread.ts";
import { tempFolder } from "./temp-folder.ts";

const WORKER = new URL("../src/worker.ts", import.meta.url);
const MORTAL = new URL("children/mortal.ts", import.meta.url);

test("a thread that cannot open says why", async (t) => {
  const thread = new DiskThread({ script: WORKER, folder: `${tempFolder(t)}/nowhere` });
  await assert.rejects(thread.open(), { name: "StoreOpenError" });
});

test("what comes in one turn goes together and is answered each for itself", async (t) => {
  const thread = new DiskThread({ script: WORKER, folder: tempFolder(t) });
  await thread.open();
  t.after(() => thread.close());
  const [made, bad, changed] = await Promise.allSettled([
    thread.write({ kind: "put", name: "방", settings: { retention: "forever" } }),
    thread.write({ kind: "put", name: "방", settings: { retention: { days: 0 } } }),
    thread.write({ kind: "put", name: "방", settings: { retention: "volatile" } }),
  ]);
  assert.deepEqual(
    [made, changed].map((one) => one.status === "fulfilled" && one.value),
    ["made", "changed"],
  );
  assert.match(String(bad.status === "rejected" && bad.reason), /no retention: 0d/);
});

test("a thread that dies takes its calls with it and is started again", async (t) => {
  const thread = new DiskThread({ script: MORTAL, folder: tempFolder(t) });
  await thread.open();
  t.after(() => thread.close());
  const [before, dying] = [thread.read({ kind: "rooms" }), thread.write({ kind: "begin", room: "die" })];
  const refused = { name: "StoreRefusal", message: "the disk's thread ended: told to" };
  await Promise.all([assert.rejects(before, refused), assert.rejects(dying, refused)]);
  assert.equal(thread.refusing, refused.message);
  await assert.rejects(thread.read({ kind: "rooms" }), refused);
  while (thread.refusing !== undefined) await after(20);
  assert.equal(await thread.read({ kind: "rooms" }), "rooms");
});

test("closed while it is down, it does not come back", async (t) => {
  const thread = new DiskThread({ script: MORTAL, folder: tempFolder(t) });
  await thread.open();
  t.after(() => thread.close());
  await assert.rejects(thread.write({ kind: "begin", room: "die" }), { name: "StoreRefusal" });
  await thread.close();
  await assert.rejects(thread.read({ kind: "rooms" }), { name: "UsageError" });
});

test("closing answers what was asked before, and nothing after", async (t) => {
  const thread = new DiskThread({ script: WORKER, folder: tempFolder(t) });
  await thread.open();
  t.after(() => thread.close());
  const asked = thread.write({ kind: "begin", room: "방" });
  const closed = [thread.close(), thread.close()];
  await assert.rejects(thread.read({ kind: "rooms" }), { name: "UsageError", message: "the store is closed" });
  assert.equal((await asked).offset, 0);
  await Promise.all(closed);
});
