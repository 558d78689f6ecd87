import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { openSqliteStore, type SqliteStore } from "@madang/store-sqlite";
import { banExam, nameExam, registryExam, storeExam } from "@madang/testkit";

async function open(t: TestContext): Promise<SqliteStore> {
  const folder = await mkdtemp(join(tmpdir(), "madang-"));
  const store = await openSqliteStore({ folder });
  t.after(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });
  return store;
}

async function reopen(store: SqliteStore, t: TestContext): Promise<SqliteStore> {
  await store.close();
  const again = await openSqliteStore({ folder: store.folder });
  t.after(() => again.close());
  return again;
}

storeExam("sqlite", open, reopen);
registryExam("sqlite", open, reopen);
banExam("sqlite", open, reopen);
nameExam("sqlite", open, reopen);
