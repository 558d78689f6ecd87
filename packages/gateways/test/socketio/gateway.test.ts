import assert from "node:assert/strict";
import { test } from "node:test";
import { makeSocketYard } from "./yard.ts";

test("issue 7, 1: an address from which too many come is told to wait before anything is opened", async () => {
  const { connect } = await makeSocketYard();
  await assert.rejects(async () => {
    for (let count = 0; count < 300; count++) await connect();
  });
});

test("issue 7, 3: recovery stands behind a setting: without it there is a sid and nothing else", async () => {
  assert.equal((await (await makeSocketYard(false)).enter({})).pid, undefined);
  assert.equal(typeof (await (await makeSocketYard(true)).enter({})).pid, "string");
});
