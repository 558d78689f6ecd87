import assert from "node:assert/strict";
import { test } from "node:test";
import { soon } from "../src/eventual.ts";

test("what is there is used at once; what is on its way, when it has come; what does not come is not used", async () => {
  assert.equal(
    soon(1, (value) => value + 1),
    2,
  );
  assert.equal(await soon(Promise.resolve(1), async (value) => value + 1), 2);
  const used: number[] = [];
  await assert.rejects(
    async () => soon(Promise.reject<number>(new Error("lost")), (value) => used.push(value)),
    /lost/,
  );
  assert.deepEqual(used, []);
});
