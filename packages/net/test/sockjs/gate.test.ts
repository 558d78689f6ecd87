import assert from "node:assert/strict";
import { test } from "node:test";
import { Gate } from "../../src/sockjs/gate.ts";

test("who comes to an open gate passes; who comes to a shut one passes when it opens, in order", async () => {
  const gate = new Gate();
  const passed: string[] = [];
  const come = (name: string): Promise<void> => gate.pass().then(() => void passed.push(name));
  await come("a");
  gate.shut();
  assert.equal(gate.isShut, true);
  const waiting = [come("b"), come("c")];
  await new Promise(setImmediate);
  assert.deepEqual(passed, ["a"]);
  gate.open();
  await Promise.all(waiting);
  assert.deepEqual([passed, gate.isShut], [["a", "b", "c"], false]);
});

test("who was let on is not stopped when it shuts again at once; who comes then is", async () => {
  const gate = new Gate();
  gate.shut();
  const first = gate.pass();
  gate.open();
  gate.shut();
  await first;
  let isThrough = false;
  const second = gate.pass().then(() => {
    isThrough = true;
  });
  await new Promise(setImmediate);
  assert.equal(isThrough, false);
  gate.open();
  await second;
});
