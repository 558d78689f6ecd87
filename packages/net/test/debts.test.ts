import assert from "node:assert/strict";
import { test } from "node:test";
import { Debts } from "../src/debts.ts";

test("issue 4, 3: four looks without a byte taken, and not one less; progress begins them anew", () => {
  const debts = new Debts<{ owed: number; taken: number }>();
  const one = { owed: 10, taken: 5 };
  for (let looks = 0; looks < 4; looks++) assert.deepEqual(debts.look([one]), []);
  one.taken++;
  for (let looks = 0; looks < 4; looks++) assert.deepEqual(debts.look([one]), []);
  assert.deepEqual(debts.look([one]), [one]);
});

test("who is owed nothing is never stalled, and one that was forgotten begins anew", () => {
  const debts = new Debts<{ owed: number; taken: number }>();
  const [idle, one] = [
    { owed: 0, taken: 0 },
    { owed: 1, taken: 0 },
  ];
  for (let looks = 0; looks < 4; looks++) assert.deepEqual(debts.look([idle, one]), []);
  one.owed = 0;
  assert.deepEqual(debts.look([idle, one]), []);
  one.owed = 1;
  assert.deepEqual(debts.look([idle, one]), []);
  debts.forget(one);
  for (let looks = 0; looks < 4; looks++) assert.deepEqual(debts.look([one]), []);
  assert.deepEqual(debts.look([one]), [one]);
});
