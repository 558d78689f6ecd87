import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { draftOf, draftsOf } from "@madang/testkit";
import { backUpDatabase, restoreDatabase } from "../src/backup.ts";
import { openSqliteStore } from "../src/open.ts";
import { tempFolder } from "./temp-folder.ts";

const REFUSED = { name: "StoreOpenError" };

test("issue 5: a copy of a store that is being written to is one moment of it, and can be served from", async (t) => {
  const [folder, to] = [tempFolder(t), join(tempFolder(t), "copy")];
  const store = await openSqliteStore({ folder });
  t.after(() => store.close());
  await store.put("chat", { retention: "forever" });
  let writing = true;
  const acknowledged: number[] = [];
  const writer = (async () => {
    for (let next = 0; writing; next += 10) {
      await store.append("chat", draftsOf(10, next));
      acknowledged.push(next + 10);
    }
  })();
  while (acknowledged.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
  const before = acknowledged.at(-1) ?? 0;
  backUpDatabase(folder, to);
  writing = false;
  await writer;
  assert.equal(statSync(to).mode & 0o777, 0o700);
  const copy = await openSqliteStore({ folder: to });
  t.after(() => copy.close());
  const [head, live] = [await copy.head("chat"), await store.head("chat")];
  assert.equal(head.epoch, live.epoch);
  assert.ok(head.offset >= before && head.offset <= live.offset);
  const entries = await copy.read("chat", 0, 100_000);
  assert.equal(entries.length, head.offset);
  assert.deepEqual(entries.at(-1), (await store.read("chat", head.offset - 1, 1))[0]);
  assert.equal((await copy.rooms()).length, 1);
});

test("what was removed is in no corner of the copy", async (t) => {
  const [folder, to] = [tempFolder(t), tempFolder(t)];
  const store = await openSqliteStore({ folder });
  t.after(() => store.close());
  await store.append("chat", [draftOf("a", { content: { text: "a secret of mine" } }), draftOf("b")]);
  await store.remove("chat", 1);
  backUpDatabase(folder, to);
  assert.ok(!readFileSync(join(to, "madang.db")).includes("a secret of mine"));
});

test("a folder that holds a database already, and one that holds none, are refused", async (t) => {
  const [folder, to] = [tempFolder(t), tempFolder(t)];
  assert.throws(() => backUpDatabase(folder, to), REFUSED);
  await (await openSqliteStore({ folder })).close();
  backUpDatabase(folder, to);
  assert.throws(() => backUpDatabase(folder, to), { ...REFUSED, message: /holds a database already/ });
});

test("issue 5: a restored folder is another history for who knows of more, and the same for who does not", async (t) => {
  const [folder, to] = [tempFolder(t), tempFolder(t)];
  const store = await openSqliteStore({ folder });
  await store.append("chat", draftsOf(3));
  backUpDatabase(folder, to);
  await store.append("chat", draftsOf(3, 4));
  const after = (await store.read("chat", 3, 3)).map(({ check }) => check);
  assert.throws(() => restoreDatabase(to, folder), { ...REFUSED, message: /in use/ });
  await store.close();
  const replaced = restoreDatabase(to, folder);
  assert.ok(replaced !== undefined && existsSync(join(replaced, "madang.db")));
  const restored = await openSqliteStore({ folder });
  t.after(() => restored.close());
  assert.equal((await restored.head("chat")).offset, 3);
  await restored.append("chat", draftsOf(3, 7));
  const checks = (await restored.read("chat", 3, 3)).map(({ check }) => check);
  assert.equal(checks.length, 3);
  for (const [index, check] of checks.entries()) assert.notEqual(check, after[index]);
  const old = await openSqliteStore({ folder: replaced });
  t.after(() => old.close());
  assert.equal((await old.head("chat")).offset, 6);
});

test("a backup that is none leaves the folder as it is", async (t) => {
  const [folder, broken] = [tempFolder(t), tempFolder(t)];
  const store = await openSqliteStore({ folder });
  await store.append("chat", draftsOf(1));
  await store.close();
  assert.throws(() => restoreDatabase(tempFolder(t), folder), { ...REFUSED, message: /holds no database/ });
  writeFileSync(join(broken, "madang.db"), "not a database, for sure".repeat(100));
  assert.throws(() => restoreDatabase(broken, folder), REFUSED);
  const again = await openSqliteStore({ folder });
  t.after(() => again.close());
  assert.equal((await again.head("chat")).offset, 1);
});
