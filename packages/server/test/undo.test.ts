import assert from "node:assert/strict";
import { test } from "node:test";
import { Undo } from "../src/undo.ts";

test("P20: what was started last is stopped first, one after the other, once", async () => {
  const undo = new Undo();
  const steps: string[] = [];
  undo.later(() => steps.push("store"));
  undo.later(async () => {
    await new Promise(setImmediate);
    steps.push("door");
  });
  await Promise.all([undo.all(), undo.all()]);
  assert.deepEqual(steps, ["door", "store"]);
});

test("P20: a step that fails does not keep the others from being taken, and is told", async () => {
  const undo = new Undo();
  const steps: string[] = [];
  undo.later(() => steps.push("store"));
  undo.later(() => {
    throw new Error("stuck");
  });
  await assert.rejects(undo.all(), /stuck/);
  assert.deepEqual(steps, ["store"]);
});
