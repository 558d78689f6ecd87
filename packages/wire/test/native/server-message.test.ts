import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parseServerMessage } from "../../src/native/index.ts";

const document = readFileSync(new URL("../../../../docs/protocol.md", import.meta.url), "utf8");
const examples = [...document.matchAll(/```json server\n([\s\S]+?)\n```/g)].map(([, example = ""]) => example);

test("docs/protocol.md: every example from the server is a message", () => {
  assert.ok(examples.length >= 18);
  for (const example of examples) assert.deepEqual(parseServerMessage(example), JSON.parse(example));
});

test("docs/protocol.md: a message of a later version is no message to this one", () => {
  assert.equal(parseServerMessage('{"type":"reaction"}'), undefined);
  assert.equal(parseServerMessage('"hello"'), undefined);
  assert.equal(parseServerMessage("null"), undefined);
});
