import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { PassThrough } from "node:stream";
import { test } from "node:test";
import { refuseBroken } from "../src/broken-http.ts";

function answerTo(code: string): { answer: string; socket: PassThrough } {
  const socket = new PassThrough();
  refuseBroken({ code }, socket as unknown as Socket);
  return { answer: String(socket.read() ?? ""), socket };
}

test("RFC 9457: what cannot be read as HTTP is answered with a problem document, and the connection ends", () => {
  for (const [code, status] of [
    ["HPE_INVALID_METHOD", 400],
    ["HPE_HEADER_OVERFLOW", 431],
    ["ERR_HTTP_REQUEST_TIMEOUT", 408],
  ] as const) {
    const { answer, socket } = answerTo(code);
    assert.ok(answer.startsWith(`HTTP/1.1 ${status} `), answer);
    assert.match(answer, /^Content-Type: application\/problem\+json\r$/m);
    assert.match(answer, /^Connection: close\r$/m);
    assert.ok(socket.writableEnded);
  }
});

test("a connection that is broken itself, or ends within a request, is not answered: what was cut may come again", () => {
  for (const code of ["ECONNRESET", "HPE_INVALID_EOF_STATE"]) {
    const { answer, socket } = answerTo(code);
    assert.equal(answer, "", code);
    assert.ok(socket.destroyed, code);
  }
});
