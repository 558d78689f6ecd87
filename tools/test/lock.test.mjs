import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { locked } from "../lock.mjs";
import { house } from "./house.mjs";

const LOCK = new URL("../lock.mjs", import.meta.url).href;

test("of several processes one works at a time", async (t) => {
  const root = house(t, {});
  const log = path.join(root, "log");
  const work = `
    import fs from "node:fs";
    import { locked } from ${JSON.stringify(LOCK)};
    await locked(${JSON.stringify(path.join(root, "lock"))}, async () => {
      fs.appendFileSync(${JSON.stringify(log)}, "in ");
      await new Promise((done) => setTimeout(done, 50));
      fs.appendFileSync(${JSON.stringify(log)}, "out ");
    });`;
  await Promise.all(Array.from({ length: 4 }, () => ended(process.execPath, "--input-type=module", "-e", work)));
  assert.equal(fs.readFileSync(log, "utf8"), "in out ".repeat(4));
  assert.ok(!fs.existsSync(path.join(root, "lock")));
});

test("the lock of a process that died is taken over, with a word to whom it waited for", async (t) => {
  const root = house(t, {});
  const lock = path.join(root, "lock");
  const hold = `
    import { locked } from ${JSON.stringify(LOCK)};
    await locked(${JSON.stringify(lock)}, async () => process.kill(process.pid, "SIGKILL"));`;
  spawnSync(process.execPath, ["--input-type=module", "-e", hold]);
  assert.ok(fs.existsSync(lock));
  let waited = 0;
  assert.equal(
    await locked(
      lock,
      async () => "done",
      () => waited++,
    ),
    "done",
  );
  assert.equal(waited, 1);
});

test("a lock that nobody has touched for long is taken over", async (t) => {
  const lock = path.join(house(t, { "lock/owner": `${process.pid} elsewhere` }), "lock");
  fs.utimesSync(lock, new Date(0), new Date(0));
  assert.equal(await locked(lock, async () => "done"), "done");
});

test("the lock is released when the work fails", async (t) => {
  const lock = path.join(house(t, {}), "lock");
  await assert.rejects(
    locked(lock, () => Promise.reject(new Error("no"))),
    /no/,
  );
  assert.ok(!fs.existsSync(lock));
});

function ended(command, ...args) {
  return new Promise((resolve) => spawn(command, args, { stdio: "inherit" }).on("close", resolve));
}
