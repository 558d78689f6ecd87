import assert from "node:assert/strict";
import { test } from "node:test";
import { ResponseHeadReader } from "../../src/websocket/response-head.ts";
import { nodeHost } from "../host.ts";

const read = (text: string) => {
  const head = new ResponseHeadReader(nodeHost).read(new Uint8Array(Buffer.from(text, "latin1")));
  return head === undefined || "status" in head
    ? head?.status
    : [head.code, Object.fromEntries(head.headers), head.size];
};

test("RFC 9112 4: the code, the fields, and how many bytes it was", () => {
  assert.deepEqual(read("HTTP/1.1 101 Switching Protocols\r\nA: b\r\n\r\n\x81\x00"), [101, { a: "b" }, 42]);
  assert.deepEqual(read("HTTP/1.1 404 \r\n\r\n"), [404, {}, 17]);
  assert.deepEqual(read("HTTP/1.0 503\r\n\r\n"), [503, {}, 16]);
});

test("RFC 9112 4: what is no status line is refused", () => {
  for (const line of ["HTTP/2.0 200 OK", "HTTP/1.1 20 OK", "HTTP/1.1 2000", "101", "ICY 200 OK", "HTTP/1.1  200 OK"]) {
    assert.equal(read(`${line}\r\nA: b\r\n\r\n`), 400, line);
  }
});

test("fields and bounds are those of a request", () => {
  assert.equal(read("HTTP/1.1 101 x\r\nA : b\r\n\r\n"), 400);
  assert.equal(read(`HTTP/1.1 101 x\r\nA: ${"b".repeat(17_000)}`), 431);
});

test("a head in chunks, with the first frames behind it", () => {
  const reader = new ResponseHeadReader(nodeHost);
  assert.equal(reader.read(Buffer.from("HTTP/1.1 101 x\r\n\r")), undefined);
  const head = reader.read(Buffer.from("\nab"));
  assert.ok(head !== undefined && "code" in head);
  assert.equal(Buffer.from(reader.bytes.subarray(head.size)).toString(), "ab");
});
