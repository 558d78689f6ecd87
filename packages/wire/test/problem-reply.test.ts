import assert from "node:assert/strict";
import { test } from "node:test";
import { problemReply } from "../src/problem-reply.ts";
import { httpRefusal } from "../src/websocket/http-refusal.ts";
import { nodeHost as host } from "./host.ts";

test("RFC 9457: a refusal is a problem document, with what its status demands, and the way on", () => {
  const { status, headers, body } = problemReply(httpRefusal(410, "read on", { "X-A": "b" }), host, {
    earliest: "e_1",
  });
  assert.equal(status, 410);
  assert.deepEqual(headers, { "X-A": "b", "Content-Type": "application/problem+json", "Cache-Control": "no-store" });
  assert.deepEqual(JSON.parse(Buffer.from(body).toString()), {
    type: "about:blank",
    title: "Gone",
    status: 410,
    detail: "read on",
    earliest: "e_1",
  });
});

test("RFC 9110 11.6.1: a 401 names what would be taken", () => {
  assert.equal(problemReply(httpRefusal(401, "who?"), host).headers["WWW-Authenticate"], "Bearer");
});
