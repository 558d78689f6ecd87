import assert from "node:assert/strict";
import { test } from "node:test";
import type { History, ServerMessage } from "@madang/wire/native";
import { ChatError } from "../src/chat-error.ts";
import { Past } from "../src/past.ts";

function pastOf(...answers: (ServerMessage | Error)[]) {
  const asked: (string | number | undefined)[][] = [];
  const past = new Past("chat", async ({ before, limit }: History) => {
    asked.push([before, limit]);
    const answer = answers.shift();
    if (answer === undefined || answer instanceof Error) throw answer ?? new Error("not expected");
    return answer;
  });
  return { past, asked };
}
const page = (position: string, earlier: boolean): ServerMessage => ({
  type: "history",
  room: "chat",
  position,
  entries: [],
  earlier,
});

test("protocol.md, History: from where the reader began, then from page to page, until there is none", async () => {
  const { past, asked } = pastOf(page("e_2", true), page("e_1", false));
  const first = past.page(500);
  past.begin("e_3", true);
  assert.deepEqual(await first, []);
  assert.equal(past.earlier, true);
  assert.deepEqual(await past.page(), []);
  assert.equal(past.earlier, false);
  assert.equal(await past.page(), undefined);
  assert.deepEqual(asked, [
    ["e_3", 200],
    ["e_2", 50],
  ]);
});

test("two who ask at once get one page", async () => {
  const { past, asked } = pastOf(page("e_2", true));
  past.begin("e_3", true);
  assert.equal(past.page(), past.page());
  await past.page();
  assert.equal(asked.length, 1);
});

test("a page that was asked for before a gap is not taken for one after it", async () => {
  const { past, asked } = pastOf(page("e_2", true), page("f_8", true));
  past.begin("e_3", true);
  const pending = past.page();
  await Promise.resolve();
  past.begin("f_9", true);
  await pending;
  assert.deepEqual(
    asked.map(([before]) => before),
    ["e_3", "f_9"],
  );
});

test("protocol.md, Join: what is gone is no page; other errors are errors", async () => {
  const { past } = pastOf(new ChatError("fast", "too many"), new ChatError("gone", "not kept"));
  past.begin("e_3", true);
  await assert.rejects(past.page(), { code: "fast" });
  assert.equal(await past.page(), undefined);
  assert.equal(past.earlier, false);
});

test("who leaves before it began does not wait for ever", async () => {
  const { past } = pastOf();
  const pending = past.page();
  past.end(new ChatError("left", "the room was left"));
  await assert.rejects(pending, { code: "left" });
});
