import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { MAX_DEPTH, readJson } from "../../src/socketio/json.ts";

const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

test("what is nested as deeply as the bound is read, deeper is not", () => {
  assert.notEqual(readJson(nested(MAX_DEPTH)), undefined);
  assert.equal(readJson(nested(MAX_DEPTH + 1)), undefined);
  assert.equal(readJson(nested(400_000)), undefined);
  assert.equal(readJson(`${'{"a":'.repeat(MAX_DEPTH + 1)}1${"}".repeat(MAX_DEPTH + 1)}`), undefined);
});

test("brackets inside of strings do not count, escapes do not end them", () => {
  const text = JSON.stringify([`"\\${"[{".repeat(300)}`, "\\", "[".repeat(300)]);
  assert.deepEqual(readJson(text), JSON.parse(text));
  assert.notEqual(readJson(`[${Array.from({ length: 200 }, () => "[]").join()}]`), undefined);
});

test("any JSON is read, anything else is undefined", () => {
  fc.assert(fc.property(fc.json(), (text) => assert.deepEqual(readJson(text), JSON.parse(text))));
  fc.assert(fc.property(fc.string(), (text) => void readJson(text)));
});
