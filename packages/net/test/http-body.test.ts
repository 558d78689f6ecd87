import assert from "node:assert/strict";
import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { test } from "node:test";
import { readBody } from "../src/http-body.ts";

function requestOf(parts: readonly string[], headers: Readonly<Record<string, string>> = {}): IncomingMessage {
  return Object.assign(Readable.from(parts.map((part) => Buffer.from(part))), {
    headers,
  }) as unknown as IncomingMessage;
}

test("a body is all of its parts", async () => {
  assert.equal(String(await readBody(requestOf(["ab", "c"]), 3)), "abc");
  assert.equal(((await readBody(requestOf([]), 3)) as Uint8Array).length, 0);
});

test("bound: one that is announced to be longer is not read; one that turns out to be is read no further", async () => {
  const announced = requestOf(["abcd"], { "content-length": "4" });
  assert.equal(await readBody(announced, 3), "too big");
  assert.equal(announced.readableDidRead, false);
  const longer = requestOf(["ab", "cd", "ef"]);
  assert.equal(await readBody(longer, 3), "too big");
  assert.equal(longer.destroyed, false);
});

test("one that breaks off is nobody's", async () => {
  const broken = new Readable({ read: () => undefined });
  const body = readBody(Object.assign(broken, { headers: {} }) as unknown as IncomingMessage, 3);
  broken.destroy(new Error("aborted"));
  assert.equal(await body, "gone");
});
