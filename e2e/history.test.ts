import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { withoutChromium } from "./support/browsers.ts";
import { Stage } from "./support/stage.ts";

/** More than two pages of the client's, which asks for 50 at a time. */
const LINES = 150;

/** At each frame with more rows than the one before: by how much what stood first in the view has moved, in `jumps`. */
const WATCH_FOR_JUMPS = `(() => {
  const chat = document.querySelector("madang-page").shadowRoot.querySelector("madang-chat");
  const list = chat.shadowRoot.querySelector(".list");
  globalThis.jumps = [];
  let count = list.querySelectorAll("article").length, first, top;
  const look = () => {
    const rows = [...list.querySelectorAll("article")];
    const moved = first?.isConnected ? first.getBoundingClientRect().top - top : 0;
    if (rows.length > count) jumps.push(Math.abs(moved));
    count = rows.length;
    first = rows.find((row) => row.getBoundingClientRect().bottom > list.getBoundingClientRect().top);
    top = first?.getBoundingClientRect().top;
    requestAnimationFrame(look);
  };
  look();
})()`;

describe("what was said before, in Chromium", { skip: withoutChromium, timeout: 120_000 }, () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage?.close());

  test("issue 3: history upwards comes whole and in order, without a jump, to the beginning", () =>
    stage.visit(async (visitors) => {
      const minseo = await visitors.enter("김민서");
      const said = Array.from({ length: LINES }, (_, line) => `줄 ${line + 1}`);
      for (const text of said) await minseo.write(text);
      await minseo.own(`줄 ${LINES}`).locator(".meta.kept, .meta.sent").waitFor();
      const haneul = await visitors.enter("하늘");
      await haneul.sees(`줄 ${LINES}`);
      const first = await haneul.texts();
      assert.ok(first.length < LINES, "only the end at first");
      assert.deepEqual(first, said.slice(-first.length));
      await haneul.list.hover();
      await haneul.page.evaluate(WATCH_FOR_JUMPS);
      await haneul.until(async () => {
        await haneul.page.mouse.wheel(0, -400);
        return haneul.page.getByText("여기가 이 방의 처음입니다").isVisible();
      }, "the beginning of the room");
      assert.deepEqual(await haneul.texts(), said);
      const jumps = await haneul.page.evaluate<readonly number[]>("jumps");
      assert.ok(jumps.length > 0, "history came in");
      assert.ok(Math.max(...jumps) <= 1, `what one reads stays where it is: ${jumps} px`);
    }));

  test("issue 3: what the operator takes away is gone from every page, at once and in the history", () =>
    stage.visit(async (visitors) => {
      const minseo = await visitors.enter("김민서");
      await minseo.say("지워질 글");
      await minseo.say("남는 글");
      const room = decodeURIComponent(new URL(minseo.page.url()).pathname.slice("/chat/".length));
      await stage.removeEntry(room, 1);
      await minseo.sees("운영자가 지운 메시지입니다");
      const haneul = await visitors.enter("하늘");
      await haneul.sees("남는 글");
      for (const { page } of [minseo, haneul]) assert.equal(await page.getByText("지워질 글").count(), 0);
    }));
});
