import assert from "node:assert/strict";
import { test } from "node:test";
import { Fault } from "../../src/http/fault.ts";
import { readPage } from "../../src/http/read-page.ts";
import { HttpYard } from "./http-yard.ts";

test("http-log.md, Upwards: a page, where it begins and ends, and whether there is more", async () => {
  const yard = new HttpYard();
  await yard.post("1", "2", "3");
  const { signal } = new AbortController();
  const page = await readPage(yard.requests, "chat", { before: "now", limit: 2, signal });
  assert.deepEqual(
    page.entries.map(({ text }) => text),
    ["2", "3"],
  );
  assert.equal(page.earlier, true);
  assert.equal(page.end, yard.server.chat.position(3));
  const top = await readPage(yard.requests, "chat", { before: page.start, limit: 2, signal });
  assert.deepEqual([top.entries.map(({ text }) => text), top.earlier], [["1"], false]);
  yard.server.chat.startOver("another");
  await assert.rejects(
    readPage(yard.requests, "chat", { before: page.start, limit: 2, signal }),
    (error) => error instanceof Fault && error.code === "gone",
  );
});
