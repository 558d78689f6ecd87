import assert from "node:assert/strict";
import { test } from "node:test";
import { httpRefusal, spellRefusal } from "../../src/websocket/http-refusal.ts";
import { UsageError } from "../../src/websocket/usage-error.ts";
import { nodeHost } from "../host.ts";

const spell = (refusal: Parameters<typeof spellRefusal>[0]) => {
  const [head = "", body = ""] = Buffer.from(spellRefusal(refusal, nodeHost)).toString().split("\r\n\r\n");
  return { lines: head.split("\r\n"), body };
};

test("RFC 9457 3: a refusal is a problem document, and the connection is closed after it", () => {
  const { lines, body } = spell({ status: 404, title: "Not Found", detail: "마당이 없습니다" });
  assert.deepEqual(lines, [
    "HTTP/1.1 404 Not Found",
    "Content-Type: application/problem+json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
  ]);
  const problem: unknown = JSON.parse(body);
  assert.deepEqual(problem, { type: "about:blank", title: "Not Found", status: 404, detail: "마당이 없습니다" });
});

test("RFC 9110 7.8: a refusal that names an upgrade names it in Connection too", () => {
  const { lines } = spell(httpRefusal(426, "x", { Upgrade: "websocket" }));
  assert.equal(lines[0], "HTTP/1.1 426 Upgrade Required");
  assert.ok(lines.includes("Upgrade: websocket") && lines.includes("Connection: Upgrade, close"));
});

test("RFC 9112 4: a status without a known phrase keeps its space; a title is not for the status line", () => {
  assert.equal(spell({ status: 499, title: "금지\r\nA: b", detail: "" }).lines[0], "HTTP/1.1 499 ");
});

test("a field that cannot be spelled is our fault", () => {
  assert.throws(() => spellRefusal(httpRefusal(405, "x", { Allow: "GET\r\nA: b" }), nodeHost), UsageError);
});
