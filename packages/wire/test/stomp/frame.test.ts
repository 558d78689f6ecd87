import assert from "node:assert/strict";
import { test } from "node:test";
import { type Headers, header, userHeaders } from "../../src/stomp/frame.ts";

test("STOMP 1.2 Repeated Header Entries: the first counts", () => {
  const headers: Headers = [
    ["foo", "World"],
    ["foo", "Hello"],
  ];
  assert.equal(header(headers, "foo"), "World");
  assert.equal(header(headers, "Foo"), undefined);
  assert.equal(header([], "foo"), undefined);
});

test("STOMP 1.2 SEND: user-defined headers go on to the MESSAGE, in order and with repeats; the server's do not", () => {
  const headers: Headers = [
    ["destination", "/a"],
    ["mood", "good"],
    ["receipt", "7"],
    ["mood", "bad"],
    ["transaction", "t"],
    ["content-length", "3"],
    ["content-type", "text/plain"],
    ["subscription", "forged"],
    ["message-id", "forged"],
    ["ack", "forged"],
    ["x", ""],
  ];
  assert.deepEqual(userHeaders(headers), [
    ["mood", "good"],
    ["mood", "bad"],
    ["x", ""],
  ]);
});
