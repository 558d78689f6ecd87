import assert from "node:assert/strict";
import { test } from "node:test";
import { keyRefusal } from "../src/entry-key.ts";

test("docs/protocol.md, Keys: only a volatile room takes them", () => {
  assert.equal(keyRefusal({ name: "chat", volatile: false }, undefined), undefined);
  assert.equal(keyRefusal({ name: "ticker", volatile: true }, "a"), undefined);
  assert.match(keyRefusal({ name: "chat", volatile: false }, "a") ?? "", /^the room chat keeps every message; /);
});
