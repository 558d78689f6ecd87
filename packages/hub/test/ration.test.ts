import assert from "node:assert/strict";
import { test } from "node:test";
import { ManualTurn } from "@madang/testkit";
import { Ration } from "../src/ration.ts";

const ENTRY = 256;

function rationed(entries: number): { turn: ManualTurn; calls: string[]; take(name: string, size?: number): void } {
  const turn = new ManualTurn();
  const ration = new Ration(turn, entries * ENTRY);
  const calls: string[] = [];
  return { turn, calls, take: (name, size = 50) => ration.take(size, () => calls.push(name)) };
}

test("what is left of a turn is taken at once, the rest in later turns, in the order of asking", () => {
  const { turn, calls, take } = rationed(100);
  for (const name of ["a", "b", "c", "d", "e"]) take(name);
  assert.deepEqual(calls, ["a", "b"]);
  turn.end();
  assert.deepEqual(calls, ["a", "b"], "this turn has had enough");
  turn.end();
  assert.deepEqual(calls, ["a", "b", "c", "d"]);
  take("f");
  turn.end();
  assert.deepEqual(calls, ["a", "b", "c", "d", "e", "f"]);
});

test("who lacks a few entries waits for nobody", () => {
  const { calls, take } = rationed(100);
  for (const name of ["a", "b", "c"]) take(name);
  take("near", 8);
  take("there", 0);
  assert.deepEqual(calls, ["a", "b", "near", "there"]);
});

test("who waits by a promise has its turn like the others", async () => {
  const turn = new ManualTurn();
  const ration = new Ration(turn, ENTRY);
  const calls: string[] = [];
  ration.take(50, () => calls.push("a"));
  const waited = ration.turn(50).then(() => calls.push("b"));
  turn.end();
  turn.end();
  await waited;
  assert.deepEqual(calls, ["a", "b"]);
});

test("whoever asks again within its call goes to the end of the row", () => {
  const turn = new ManualTurn();
  const ration = new Ration(turn, ENTRY);
  const calls: string[] = [];
  const again = (): void => {
    calls.push("a");
    if (calls.length < 4) ration.take(50, again);
  };
  ration.take(50, again);
  ration.take(50, () => calls.push("b"));
  for (let end = 0; end < 6; end++) turn.end();
  assert.deepEqual(calls, ["a", "a", "b", "a"]);
});

test("a turn in which thousands are waited for forgets those it has called", () => {
  const turn = new ManualTurn();
  const ration = new Ration(turn, ENTRY);
  let count = 0;
  for (let index = 0; index < 3000; index++) ration.take(50, () => count++);
  for (let end = 0; ration.waiting > 0 && end < 4000; end++) turn.end();
  assert.equal(count, 3000);
  assert.equal(ration.waiting, 0);
});
