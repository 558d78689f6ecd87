import assert from "node:assert/strict";
import { test } from "node:test";
import { NodeTurn } from "../src/node-turn.ts";

test("Turn: calls come in order at the turn's end, those asked for meanwhile in the same end", async () => {
  const turn = new NodeTurn();
  const calls: string[] = [];
  turn.atEnd(() => {
    calls.push("a");
    turn.atEnd(() => calls.push("c"));
  });
  turn.atEnd(() => calls.push("b"));
  setImmediate(() => calls.push("next"));
  assert.deepEqual(calls, []);
  await new Promise(setImmediate);
  assert.deepEqual(calls, ["a", "b", "c", "next"]);
});

test("Turn: the next turn has an end of its own", async () => {
  const turn = new NodeTurn();
  let count = 0;
  for (let round = 0; round < 3; round++) {
    turn.atEnd(() => count++);
    await new Promise(setImmediate);
  }
  assert.equal(count, 3);
});

test("Turn: a fault does not take the others' turn, and is reported", async (t) => {
  const turn = new NodeTurn();
  const reported: unknown[] = [];
  const queue = t.mock.method(globalThis, "queueMicrotask", (call: () => void) => {
    try {
      call();
    } catch (error) {
      reported.push(error);
    }
  });
  let reached = false;
  turn.atEnd(() => {
    throw new Error("fault");
  });
  turn.atEnd(() => {
    reached = true;
  });
  await new Promise(setImmediate);
  queue.mock.restore();
  assert.ok(reached);
  assert.match(String(reported[0]), /fault/);
});

test("Turn: what is for the next turn comes after what that turn brings", async () => {
  const turn = new NodeTurn();
  const calls: string[] = [];
  turn.atEnd(() => calls.push("this"));
  turn.next(() => calls.push("next"));
  await new Promise(setImmediate);
  assert.deepEqual(calls, ["this"]);
  await new Promise(setImmediate);
  assert.deepEqual(calls, ["this", "next"]);
});

test("Turn: something for the next turn needs nothing in this one", async () => {
  const turn = new NodeTurn();
  let called = false;
  turn.next(() => {
    called = true;
  });
  await new Promise(setImmediate);
  assert.equal(called, false);
  await new Promise(setImmediate);
  assert.equal(called, true);
});
