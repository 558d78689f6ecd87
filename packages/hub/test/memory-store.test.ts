import assert from "node:assert/strict";
import { test } from "node:test";
import { MemoryStore } from "@madang/hub";
import { banExam, CountingChance, draftsOf, nameExam, registryExam, storeExam } from "@madang/testkit";

const open = async (): Promise<MemoryStore> => new MemoryStore(new CountingChance());

storeExam("memory", open);
registryExam("memory", open);
banExam("memory", open);
nameExam("memory", open);

test("past twice what it keeps, a log forgets its older half", async () => {
  const store = new MemoryStore(new CountingChance(), 3);
  await store.append("chat", draftsOf(6));
  assert.equal((await store.head("chat")).earliest, 1);
  await store.append("chat", draftsOf(1, 7));
  const { earliest, offset } = await store.head("chat");
  assert.deepEqual([earliest, offset], [5, 7]);
  assert.deepEqual(
    (await store.read("chat", 0, 10)).map(({ id }) => id),
    ["5", "6", "7"],
  );
});

test("the ids of what was forgotten are forgotten", async () => {
  const store = new MemoryStore(new CountingChance(), 1);
  await store.append("chat", draftsOf(3));
  assert.equal((await store.append("chat", draftsOf(1)))[0]?.outcome, "new");
});

test("a log that is dropped begins anew, with another epoch and nothing in it", async () => {
  const store = new MemoryStore(new CountingChance());
  await store.append("chat", draftsOf(3));
  const before = await store.head("chat");
  store.drop("chat");
  const after = await store.head("chat");
  assert.notEqual(after.epoch, before.epoch);
  assert.deepEqual([after.offset, (await store.append("chat", draftsOf(1)))[0]?.outcome], [0, "new"]);
});
