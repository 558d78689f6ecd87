import assert from "node:assert/strict";
import { test } from "node:test";
import { formatRetention, parseRetention } from "@madang/hub";

test("a retention is forever, volatile or a number of days, and is written as it is read", () => {
  for (const text of ["forever", "volatile", "1d", "30d", "99999d"]) {
    const retention = parseRetention(text);
    assert.equal(retention === undefined ? undefined : formatRetention(retention), text);
  }
  assert.deepEqual(parseRetention("30d"), { days: 30 });
});

test("anything else is no retention", () => {
  for (const text of ["", "0d", "-1d", "1", "d", "1.5d", "01d", "100000d", "1d ", "Forever"])
    assert.equal(parseRetention(text), undefined);
});
