import assert from "node:assert/strict";
import { test } from "node:test";
import { Fault } from "../../src/http/fault.ts";
import { problem } from "../fake-http.ts";

test("http-log.md, Errors: each status in the native protocol's words", async () => {
  const codes = [
    [400, "bad"],
    [401, "login"],
    [403, "banned"],
    [404, "room"],
    [409, "conflict"],
    [410, "gone"],
    [413, "bad"],
    [429, "fast"],
    [503, "refused"],
  ] as const;
  for (const [status, code] of codes) {
    const told = (await Fault.of(problem(status, "because"))).told({ room: "chat" });
    assert.deepEqual(told, { type: "error", code, why: "because", room: "chat" });
  }
  const gone = (await Fault.of(problem(410, "because", { cause: "retention" }))).told({});
  assert.deepEqual(gone, { type: "error", code: "gone", why: "because", cause: "retention" });
  const fast = Response.json({ status: 429, detail: "slow" }, { status: 429, headers: { "Retry-After": "3" } });
  assert.equal((await Fault.of(fast)).told({})?.wait, 3000);
});

test("what is no problem document is the word of something in between: as no answer at all", async () => {
  for (const response of [
    new Response("<html>", { status: 403 }),
    Response.json(null, { status: 410 }),
    problem(500, "x"),
  ]) {
    assert.equal((await Fault.of(response)).told({ room: "chat" }), undefined);
  }
});

test("protocol.md, close codes: a login that has ended, a ban, a taken name, a changed room", () => {
  assert.deepEqual(
    [401, 403, 409, 410].map((status) => new Fault(status).closeCode),
    [4002, 4001, 4003, 1012],
  );
});
