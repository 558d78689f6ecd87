import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { RequestHeadReader } from "../../src/websocket/request-head.ts";
import { nodeHost } from "../host.ts";
import { anyCuts, split } from "./cuts.ts";

const bytes = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));

/** The answer to these chunks as plain data, and what came after the head. */
function read(...chunks: readonly Uint8Array[]): object | undefined {
  const reader = new RequestHeadReader(nodeHost);
  for (const [index, chunk] of chunks.entries()) {
    const head = reader.read(chunk);
    if (head === undefined) continue;
    if ("status" in head) return { status: head.status, detail: head.detail };
    const rest = Buffer.concat([reader.bytes.subarray(head.size), ...chunks.slice(index + 1)]).toString("latin1");
    return { ...head, headers: [...head.headers], rest };
  }
  return undefined;
}

const status = (text: string) => {
  const head = read(bytes(text));
  return head !== undefined && "status" in head ? head.status : undefined;
};

test("RFC 9112 3: method, target and version as they were sent", () => {
  const text = "GET /ws/%EB%A7%88?name=a HTTP/1.1\r\nHost: x:1\r\nA: b\r\na: c\r\n\r\n";
  assert.deepEqual(read(bytes(`${text}frames`)), {
    method: "GET",
    target: "/ws/%EB%A7%88?name=a",
    version: "1.1",
    headers: [
      ["host", "x:1"],
      ["a", "b, c"],
    ],
    size: text.length,
    rest: "frames",
  });
});

test("a head without fields is a head", () => {
  assert.deepEqual(read(bytes("get * HTTP/1.0\r\n\r\n")), {
    method: "get",
    target: "*",
    version: "1.0",
    headers: [],
    size: 18,
    rest: "",
  });
});

test("not yet is undefined", () => assert.equal(read(bytes("GET / HTTP/1.1\r\nHost: x\r\n")), undefined));

test("RFC 9112 3: a request line is three words and two spaces", () => {
  const lines = ["GET /", "GET / HTTP/1.1 ", "GET  / HTTP/1.1", " GET / HTTP/1.1", "GET /\tHTTP/1.1", "G@T / HTTP/1.1"];
  for (const line of [...lines, "GET /\xff HTTP/1.1", "GET / http/1.1", "GET / HTTP/11", "GET / HTTP/1.1x", "x"]) {
    assert.equal(status(`${line}\r\nHost: x\r\n\r\n`), 400, line);
  }
});

test("RFC 9110 15.6.6: another major version is 505", () => {
  assert.equal(status("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), 505);
  assert.equal(status("GET / HTTP/0.9\r\n\r\n"), 505);
});

test("RFC 9112 2.2, 5.2: what smuggles is refused: bare LF, bare CR, folded lines, NUL, space before the colon", () => {
  for (const text of ["Host: x\nA: b", "Host: x\rA: b", "Host: x\r\n y", "Host: x\0", "Host : x"]) {
    assert.equal(status(`GET / HTTP/1.1\r\n${text}\r\n\r\n`), 400, text);
  }
});

test("RFC 6585 5, RFC 9110 15.5.15: too much is 431, or 414 when it is the target", () => {
  assert.equal(status(`GET / HTTP/1.1\r\n${"a: b\r\n".repeat(101)}\r\n`), 431);
  assert.equal(status(`GET / HTTP/1.1\r\na: ${"b".repeat(17_000)}`), 431);
  assert.equal(status(`GET /${"a".repeat(17_000)}`), 414);
});

const anyLine = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom("Host: x", "Upgrade: websocket", "Cookie: a=\xe4", "a:", "B: c\t d ", "b: 2"),
  },
  { weight: 1, arbitrary: fc.constantFrom("", " folded", "a: b\n", "a\r", "no colon", "a\0: b", "\xff: b") },
  { weight: 1, arbitrary: fc.string({ maxLength: 30 }) },
);
const anyStart = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("GET / HTTP/1.1", "POST /x?y HTTP/1.0", "\r\nGET / HTTP/1.1") },
  { weight: 1, arbitrary: fc.constantFrom("GET / HTTP/2.0", "GET /", "", "\x16\x03\x01") },
);

test("any cut of the bytes gives the same head and the same rest, or the same refusal", () => {
  const anyHead = fc
    .tuple(anyStart, fc.array(anyLine, { maxLength: 8 }), fc.constantFrom("", "\r\n\r\n", "\r\n\r\nrest\xff\0"))
    .map(([start, lines, end]) => bytes([start, ...lines].join("\r\n") + end));
  fc.assert(
    fc.property(anyHead, anyCuts, (head, cuts) => assert.deepEqual(read(...split(head, cuts)), read(head))),
    { numRuns: 600 },
  );
});

test("RFC 9112 3.2: a GET is for a path or a whole address", () => {
  for (const target of ["?x", "*", "ws/chat", "ftp://h/", "h:80"]) {
    assert.equal(status(`GET ${target} HTTP/1.1\r\n\r\n`), 400, target);
  }
  for (const target of ["/", "//", "/*", "http://h/ws", "HTTPS://h"]) {
    assert.equal(status(`GET ${target} HTTP/1.1\r\n\r\n`), undefined, target);
  }
  assert.equal(status("OPTIONS * HTTP/1.1\r\n\r\n"), undefined);
});
