import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { MAX_PART_LENGTH, readRoute } from "../../src/sockjs/index.ts";

test("sockjs-protocol, Greeting url: with and without a slash, and nothing else", () => {
  assert.deepEqual(readRoute(""), { kind: "greeting" });
  assert.deepEqual(readRoute("/"), { kind: "greeting" });
  for (const rest of ["/a", "/a.html", "//", "///", "/a/a", "/a/a/", "/a/"]) assert.equal(readRoute(rest), undefined);
});

test("sockjs-protocol, IFrame page: versions are one page, other spellings are none", () => {
  const good = ["/iframe.html", "/iframe-a.html", "/iframe-.html", "/iframe-0.1.2abc-dirty.2144.html"];
  for (const rest of good) assert.deepEqual(readRoute(rest), { kind: "iframe" });
  const bad = ["/iframe.htm", "/iframe", "/IFRAME.HTML", "/IFRAME", "/iframe.HTML", "/iframe.xml", "/iframe-/.html"];
  for (const rest of [...bad, "/iframexhtml"]) assert.equal(readRoute(rest), undefined, rest);
});

test("sockjs-protocol, Info test and Raw WebSocket url", () => {
  assert.deepEqual(readRoute("/info"), { kind: "info" });
  assert.deepEqual(readRoute("/websocket"), { kind: "raw-websocket" });
});

test("sockjs-protocol, test_anyValue and test_ignoringServerId: any server, the session is the key", () => {
  for (const [server, session] of [
    ["a", "a1"],
    ["_", "_"],
    ["1", "7"],
    ["abcdefgh_i-j%20", "abcdefg_i-j%20"],
  ]) {
    assert.deepEqual(readRoute(`/${server}/${session}/xhr`), { kind: "session", session, transport: "xhr" });
  }
});

test("sockjs-protocol, test_invalidPaths: empty parts, dots, more or fewer parts", () => {
  for (const part of ["//", "/a./a", "/a/a.", "/./.", "/", "///"]) assert.equal(readRoute(`${part}/xhr`), undefined);
  for (const rest of ["/a/b/xhr/", "/a/b/c/xhr", "/a/b/", "/a/b", "a/b/xhr", "/a/b/xhr.", "/a/b/toString"]) {
    assert.equal(readRoute(rest), undefined, rest);
  }
  assert.equal(readRoute(`/a/${"x".repeat(MAX_PART_LENGTH + 1)}/xhr`), undefined);
});

test("whatever the path, it is read without a throw", () => {
  const anyPath = fc.array(fc.constantFrom("/", ".", "a", "xhr", "iframe", ".html", "__proto__", "%2e"));
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        anyPath.map((parts) => parts.join("")),
      ),
      (rest) => void readRoute(rest),
    ),
  );
});
