import assert from "node:assert/strict";
import { test } from "node:test";
import { jsonOf, makeHttpLogYard, textsOf } from "./yard.ts";

test("http-log.md, Reading upwards: page by page to the beginning, and where each page begins and ends", async () => {
  const { reply, say } = await makeHttpLogYard();
  const end = await say("1", "2", "3", "4", "5");
  const pages: string[][] = [];
  let before: string | undefined = "now";
  for (let next: string = end; before !== undefined; ) {
    const page = await reply(`/rooms/chat/log?before=${before}&limit=2`);
    assert.equal(page.headers["Stream-Next-Offset"], next);
    pages.unshift(textsOf(page));
    next = page.headers["Stream-Previous-Offset"] ?? "";
    before = page.headers["Stream-At-Beginning"] === "true" ? undefined : next;
    const below = textsOf(await reply(`/rooms/chat/log?offset=${next}`));
    assert.deepEqual(below, pages.flat());
  }
  assert.deepEqual(pages, [["1"], ["2", "3"], ["4", "5"]]);
});

test("http-log.md, Reading upwards: a page of nothing says where a place is, and whether it still is one", async () => {
  const { reply, say } = await makeHttpLogYard();
  const here = await say("1");
  const { headers, body } = await reply(`/rooms/chat/log?before=${here}&limit=0`);
  assert.deepEqual([headers["Stream-Previous-Offset"], headers["Stream-At-Beginning"]], [here, undefined]);
  assert.equal(Buffer.from(body).toString(), "[]");
  const gone = await reply("/rooms/chat/log?before=0123456789_00000000001_0000000&limit=0");
  assert.equal(gone.status, 410);
  assert.equal((jsonOf(gone) as { readonly cause: string }).cause, "history");
  assert.equal((await reply("/rooms/none/log?before=now")).status, 404);
  assert.equal((await reply("/log?room=chat&before=now")).status, 400);
});
