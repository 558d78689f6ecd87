import assert from "node:assert/strict";
import { test } from "node:test";
import { badRequest, notFound, Problem, problemBody } from "../src/problem.ts";

test("RFC 9457 4.2.1: the title of about:blank is the status' own", () => {
  assert.deepEqual(JSON.parse(problemBody(new Problem(409, "taken").refusal)), {
    type: "about:blank",
    title: "Conflict",
    status: 409,
    detail: "taken",
  });
  assert.equal(new Problem(499, "odd").refusal.title, "Error");
});

test("RFC 9110 11.6.1: a 401 names what would be taken; other fields go along", () => {
  assert.deepEqual(new Problem(401, "who?").refusal.headers, { "WWW-Authenticate": "Bearer" });
  assert.deepEqual(new Problem(426, "no", { Upgrade: "websocket" }).refusal.headers, { Upgrade: "websocket" });
});

test("the two that are said most", () => {
  assert.deepEqual([badRequest("a").refusal.status, notFound("b").refusal.status], [400, 404]);
  assert.equal(badRequest("a").message, "a");
});
