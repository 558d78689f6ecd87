import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openSqliteStore } from "@madang/store-sqlite";
import { draftOf } from "@madang/testkit";
import { tempFolder } from "./temp-folder.ts";

test("after close every call is the caller's fault, and the WAL is gone", async (t) => {
  const store = await openSqliteStore({ folder: tempFolder(t) });
  await store.append("방", [draftOf("a")]);
  await store.close();
  await store.close();
  for (const call of [
    () => store.head("방"),
    () => store.append("방", []),
    () => store.read("방", 0, 1),
    () => store.bans(),
  ]) {
    await assert.rejects(call, { name: "UsageError" });
  }
  assert.equal(existsSync(join(store.folder, "madang.db-wal")), false);
});

test("a draft that cannot be kept fails alone, among others of the same turn", async (t) => {
  const store = await openSqliteStore({ folder: tempFolder(t) });
  t.after(() => store.close());
  const drafts = [draftOf("a"), draftOf("b", { at: Number.NaN }), draftOf("c")];
  const [a, b, c] = await Promise.allSettled(drafts.map((draft) => store.append("방", [draft])));
  assert.deepEqual([a?.status, b?.status, c?.status], ["fulfilled", "rejected", "fulfilled"]);
  assert.equal(store.refusing, undefined);
  assert.deepEqual(
    (await store.read("방", 0, 10)).map(({ id, offset }) => [id, offset]),
    [
      ["a", 1],
      ["c", 2],
    ],
  );
});
