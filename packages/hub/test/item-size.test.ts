import assert from "node:assert/strict";
import { test } from "node:test";
import { itemSize } from "../src/item-size.ts";
import { entry, relay } from "./items.ts";

test("items weigh what they hold, headers and relayed bytes too", () => {
  assert.equal(itemSize(entry(1, "abcd")), 68);
  assert.equal(itemSize({ ...entry(1, ""), headers: { ab: "cde" } }), 69);
  assert.equal(itemSize({ ...relay(1), data: new Uint8Array(10) }), 74);
  assert.equal(itemSize({ kind: "removed", offset: 1 }), 64);
});
