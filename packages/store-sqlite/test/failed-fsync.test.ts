import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { openSqliteStore } from "@madang/store-sqlite";
import { RemoteStore } from "./remote-store.ts";
import { tempFolder } from "./temp-folder.ts";

const SOURCE = fileURLToPath(new URL("failing-fsync.c", import.meta.url));

/** A store whose fsync fails while `flag` exists; undefined, and the test is skipped, where that cannot be built. */
async function start(t: TestContext, folder: string): Promise<{ store: RemoteStore; flag: string } | undefined> {
  const [library, flag] = [join(folder, "failing-fsync.so"), join(folder, "fails")];
  if (process.platform !== "linux" || spawnSync("cc", ["-shared", "-fPIC", "-o", library, SOURCE]).status !== 0) {
    t.skip("no C compiler (cc) on Linux: fsync cannot be made to fail");
    return undefined;
  }
  const store = await RemoteStore.start(t, join(folder, "data"), { LD_PRELOAD: library, FSYNC_FAILS: flag });
  return { store, flag };
}

test("a failed fsync: refused, never seen, and back by itself", async (t) => {
  const { store, flag } = (await start(t, tempFolder(t))) ?? {};
  if (store === undefined || flag === undefined) return;
  await store.append("a");
  writeFileSync(flag, "");
  for (const id of ["b", "c"]) {
    await assert.rejects(store.append(id), { name: "StoreRefusal", message: /the disk did not confirm a write/ });
  }
  assert.match((await store.refusing()) ?? "", /the disk did not confirm a write/);
  assert.deepEqual([await store.ids(), await store.head()], [["a"], 1]);
  rmSync(flag);
  await store.recovered();
  assert.deepEqual(await store.ids(), ["a"]);
  assert.deepEqual(
    (await store.append("d", "b")).map(({ outcome, offset }) => [outcome, offset]),
    [
      ["new", 2],
      ["new", 3],
    ],
  );
  assert.deepEqual(await store.ids(), ["a", "d", "b"]);
});

test("what a failed fsync refused is not found after SIGKILL either", async (t) => {
  const folder = tempFolder(t);
  const { store, flag } = (await start(t, folder)) ?? {};
  if (store === undefined || flag === undefined) return;
  await store.append("a");
  writeFileSync(flag, "");
  await assert.rejects(store.append("b"), { name: "StoreRefusal" });
  await store.kill();
  const again = await openSqliteStore({ folder: join(folder, "data") });
  t.after(() => again.close());
  assert.deepEqual(
    (await again.read("chat", 0, 10)).map(({ id }) => id),
    ["a"],
  );
});
