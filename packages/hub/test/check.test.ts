import assert from "node:assert/strict";
import { test } from "node:test";
import { type Content, type Draft, EMPTY_CHECK, nextCheck } from "@madang/hub";
import { draftOf } from "@madang/testkit";

test("a check is 32 bits that depend on all before, and on an entry's id, author, time and content", () => {
  const contents: Content[] = [
    { text: "" },
    { text: "a" },
    { data: Buffer.of(1), contentType: "a" },
    { data: Buffer.of(2), contentType: "a" },
  ];
  const drafts: Draft[] = [
    draftOf("1"),
    draftOf("2"),
    draftOf("1", { at: 1 }),
    draftOf("1", { author: { kind: "user", name: "철수" } }),
    ...contents.map((content) => draftOf("1", { content })),
  ];
  const checks = drafts.flatMap((draft) => [nextCheck(EMPTY_CHECK, draft), nextCheck(1, draft)]);
  assert.equal(new Set(checks).size, checks.length);
  for (const check of checks) assert.ok(Number.isInteger(check) && check >= 0 && check <= 0xffffffff);
  assert.equal(nextCheck(7, draftOf("1")), nextCheck(7, draftOf("1")));
});
