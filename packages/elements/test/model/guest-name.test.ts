import assert from "node:assert/strict";
import { test } from "node:test";
import { guestName } from "../../src/model/guest-name.ts";

test("a name has 1 to 40 graphemes, no colon, no control character, and is NFC", () => {
  assert.equal(guestName(" 철수 "), "철수");
  assert.equal(guestName("철수".normalize("NFD")), "철수");
  assert.equal(guestName("👨‍👩‍👧".repeat(40)), "👨‍👩‍👧".repeat(40));
  for (const wrong of ["", "  ", "a:b", "a\nb", "a\u0000", "a\u202eb", "\u2029", "\u200b\u3164", "가".repeat(41)])
    assert.equal(guestName(wrong), undefined, wrong);
});
