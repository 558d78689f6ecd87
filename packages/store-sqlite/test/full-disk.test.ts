import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { openSqliteStore } from "@madang/store-sqlite";
import { RemoteStore } from "./remote-store.ts";
import { tempFolder } from "./temp-folder.ts";

const prlimit = (pid: number, bytes: string): boolean =>
  spawnSync("prlimit", ["--pid", String(pid), `--fsize=${bytes}:`]).status === 0;
const missing = prlimit(process.pid, "unlimited")
  ? false
  : "prlimit (util-linux) is missing: no file can be kept from growing";

test("a disk that takes no more: refused, read on, and back by itself", { skip: missing }, async (t) => {
  const folder = tempFolder(t);
  const store = await RemoteStore.start(t, folder);
  await store.append("a", "b");
  assert.ok(prlimit(store.pid, "4096"));
  const refused = await Promise.allSettled([store.append("c"), store.append("d"), store.append("e", "f")]);
  for (const one of refused) {
    assert.ok(one.status === "rejected");
    assert.equal(one.reason.name, "StoreRefusal");
    assert.match(one.reason.message, /a write to the disk failed|the disk is full/);
  }
  assert.match((await store.refusing()) ?? "", /a write to the disk failed|the disk is full/);
  assert.deepEqual([await store.ids(), await store.head()], [["a", "b"], 2]);
  await assert.rejects(store.append("g"), { name: "StoreRefusal" });

  assert.ok(prlimit(store.pid, "unlimited"));
  await store.recovered();
  assert.deepEqual(await store.ids(), ["a", "b"]);
  assert.deepEqual(
    (await store.append("d", "h")).map(({ offset }) => offset),
    [3, 4],
  );
  assert.deepEqual(await store.ids(), ["a", "b", "d", "h"]);
  await store.close();

  const again = await openSqliteStore({ folder });
  t.after(() => again.close());
  assert.deepEqual(
    (await again.read("chat", 0, 10)).map(({ id }) => id),
    ["a", "b", "d", "h"],
  );
});

test("a call that comes as soon as there is room again is taken at once", { skip: missing }, async (t) => {
  const store = await RemoteStore.start(t, tempFolder(t));
  await store.append("a");
  prlimit(store.pid, "4096");
  await assert.rejects(store.append("b"), { name: "StoreRefusal" });
  prlimit(store.pid, "unlimited");
  assert.equal((await store.append("b"))[0]?.offset, 2);
  assert.equal(await store.refusing(), undefined);
});
