import assert from "node:assert/strict";
import { test } from "node:test";
import { played } from "./played.ts";

const BRIEF = ["--seconds", "4", "--seed", "1", "--rate", "800", "--transports", "native,native-deflate"];

test("without dedupe the run fails: doubled", async (t) => {
  const { code, lines } = await played(t, ...BRIEF, "--sabotage", "dedupe");
  assert.match(lines.at(-1) ?? "", /[1-9]\d* doubled/, lines.join("\n"));
  assert.equal(code, 1);
});

test("with what is new before what was missed the run fails: out of order", async (t) => {
  const { code, lines } = await played(t, ...BRIEF, "--sabotage", "order");
  assert.match(lines.at(-1) ?? "", /[1-9]\d* out of order/, lines.join("\n"));
  assert.equal(code, 1);
});

test("the same parts unbroken pass", async (t) => {
  const { code, lines } = await played(t, ...BRIEF, "--sabotage", "nothing");
  assert.equal(lines.at(-1), "0 lost, 0 doubled, 0 out of order", lines.join("\n"));
  assert.equal(code, 0);
});
