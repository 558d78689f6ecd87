import assert from "node:assert/strict";
import { test } from "node:test";
import { Origins } from "../src/origins.ts";

const origins = new Origins(["https://friend.example"]);
const allows = (origin?: string, host?: string): boolean =>
  origins.allows(
    new Map(Object.entries({ origin, host }).filter((field): field is [string, string] => field[1] !== undefined)),
  );

test("RFC 6454 7: no Origin is no browser; the own origin and those on the list may", () => {
  assert.ok(allows());
  assert.ok(allows(undefined, "chat.example"));
  assert.ok(allows("https://friend.example", "chat.example"));
  assert.ok(allows("http://chat.example:8080", "Chat.Example:8080"));
  assert.ok(allows("http://[::1]:8080", "[::1]:8080"));
});

test("RFC 6454 4: a default port may be said or not, behind a proxy that took TLS off too", () => {
  assert.ok(allows("https://chat.example", "chat.example:443"));
  assert.ok(allows("https://chat.example", "chat.example"));
  assert.ok(!allows("https://chat.example", "chat.example:80"));
});

test("RFC 6454 7: everything else may not", () => {
  for (const [origin, host] of [
    ["https://evil.example", "chat.example"],
    ["https://chat.example.evil.example", "chat.example"],
    ["http://chat.example:8081", "chat.example:8080"],
    ["http://friend.example", "chat.example"],
    ["https://friend.example:444", "chat.example"],
    ["null", "null"],
    ["file://", ""],
    ["", "chat.example"],
    ["https://chat.example", undefined],
  ] as const) {
    assert.ok(!allows(origin, host), `${origin} at ${host}`);
  }
});
