import assert from "node:assert/strict";
import { test } from "node:test";
import { Announcements } from "../../src/model/announcements.ts";

test("few lines are read, a burst is counted, and each once", () => {
  const announcements = new Announcements();
  announcements.add("a");
  announcements.add("b");
  assert.equal(announcements.take(String), "a\nb");
  assert.equal(announcements.take(String), "");
  for (const line of ["a", "b", "c", "d"]) announcements.add(line);
  assert.equal(
    announcements.take((count) => `${count} new`),
    "4 new",
  );
});
