import assert from "node:assert/strict";
import { test } from "node:test";
import { standsAfter } from "../src/place.ts";

test("design.md: positions of one epoch sort as text; another epoch is another history", () => {
  assert.equal(standsAfter("e_0000000000i_0", undefined), true);
  assert.equal(standsAfter("e_0000000000i_0", "e_0000000000h_z"), true);
  assert.equal(standsAfter("e_0000000000i_0", "e_0000000000i_0"), false);
  assert.equal(standsAfter("e_0000000000h_z", "e_0000000000i_0"), false);
  assert.equal(standsAfter("f_00000000001_0", "e_0000000000i_0"), true);
});
