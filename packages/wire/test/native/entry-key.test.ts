import assert from "node:assert/strict";
import { test } from "node:test";
import { isEntryKey, KEY_RULE } from "../../src/native/index.ts";

test("docs/protocol.md, Keys: a key has 1 to 128 characters of any script, none of them a control character", () => {
  for (const key of ["a", "삼성전자", "EUR/USD: 1", "x".repeat(128), "😀".repeat(64), " "])
    assert.ok(isEntryKey(key), key);
  assert.match(KEY_RULE, /1 to 128 characters/);
  for (const key of ["", "x".repeat(129), "😀".repeat(65), "a\nb", "\u0000", "\u007f", "\u0085", "\ud800", "a\udc00"])
    assert.ok(!isEntryKey(key), JSON.stringify(key));
});
