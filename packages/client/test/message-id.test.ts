import assert from "node:assert/strict";
import { test } from "node:test";
import { makeId } from "../src/message-id.ts";

test("protocol.md, Send: an id has 1 to 64 visible ASCII characters, and is another one each time", () => {
  const ids = new Set(Array.from({ length: 1000 }, () => makeId()));
  assert.equal(ids.size, 1000);
  for (const id of ids) assert.match(id, /^[\x21-\x7e]{1,64}$/);
});

test("where the context is not secure there is no randomUUID, and an id is made all the same", () => {
  assert.equal(makeId({ getRandomValues: (bytes) => bytes.fill(10) }), "0a".repeat(16));
});
