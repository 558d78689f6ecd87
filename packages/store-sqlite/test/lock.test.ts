import assert from "node:assert/strict";
import { test } from "node:test";
import { takeLock } from "../src/lock.ts";
import { RemoteStore } from "./remote-store.ts";
import { tempFolder } from "./temp-folder.ts";

const inUse = (folder: string) => ({
  name: "StoreOpenError",
  message: `the data folder ${folder} is in use by another Madang server`,
});

test("a folder is locked once in a process, until it is released", (t) => {
  const folder = tempFolder(t);
  const lock = takeLock(folder);
  assert.throws(() => takeLock(folder), inUse(folder));
  lock.release();
  takeLock(folder).release();
});

test("a folder is locked against another process, and free when that one is killed", async (t) => {
  const folder = tempFolder(t);
  const other = await RemoteStore.start(t, folder);
  assert.throws(() => takeLock(folder), inUse(folder));
  await other.kill();
  takeLock(folder).release();
});
