import assert from "node:assert/strict";
import { test } from "node:test";
import { problemText } from "../../src/model/problem.ts";

test("RFC 9457 3.1: the detail is for people, then the title, then the status", () => {
  assert.equal(problemText(409, { title: "Conflict", detail: "the room exists" }), "the room exists");
  assert.equal(problemText(401, { title: "Unauthorized" }), "Unauthorized");
  for (const body of [undefined, null, "x", {}, { detail: 4 }]) assert.equal(problemText(500, body), "HTTP 500");
});
