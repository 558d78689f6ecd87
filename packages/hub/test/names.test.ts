import assert from "node:assert/strict";
import { test } from "node:test";
import { MemoryStore, Names } from "@madang/hub";
import { CountingChance } from "@madang/testkit";

test("a name that somebody signs in with is taken, in every case and width, and after a new start", async () => {
  const store = new MemoryStore(new CountingChance());
  const names = new Names(store);
  await names.claim("Young-hee 김");
  for (const alike of ["young-hee 김", "ＹOUNG-hee 김", "Young-hee 김".normalize("NFD")])
    assert.ok(names.taken(alike), alike);
  assert.ok(!names.taken("Young-hee"));
  const later = new Names(store);
  assert.ok(!later.taken("young-hee 김"));
  await later.load();
  assert.ok(later.taken("young-hee 김"));
});

test("what cannot be seen makes no other name: Unicode UTR 36 section 2", () => {
  const names = new Names({ names: async () => [], keepName: async () => undefined });
  for (const alike of ["oper\u200bator", "operator\u00ad", "\ufe0foperator\u2060"])
    assert.ok(names.taken(alike), alike);
});

test("nobody plays the operator by name", () => {
  const names = new Names({ names: async () => [], keepName: async () => undefined });
  assert.ok(names.taken("Operator"));
});

test("a name is kept once, however often somebody signs in", async () => {
  let kept = 0;
  const names = new Names({ names: async () => [], keepName: async () => void kept++ });
  await names.claim("철수");
  await names.claim("철수");
  assert.equal(kept, 1);
});
