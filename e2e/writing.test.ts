import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { withoutChromium } from "./support/browsers.ts";
import { Stage } from "./support/stage.ts";

/** More than the 50 ms that the composer waits for a second keydown (ux 4.1). */
const SETTLED = "new Promise((resolve) => setTimeout(resolve, 200))";

describe("writing and what is written, in Chromium", { skip: withoutChromium, timeout: 120_000 }, () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage?.close());

  for (const second of [false, true]) {
    test(`ux 4.1: 안녕하세요 and Enter by the input method sends once, whole, ${second ? "with" : "without"} a second keydown`, () =>
      stage.visit(async (visitors) => {
        const minseo = await visitors.enter("김민서");
        const haneul = await visitors.enter("하늘");
        await minseo.field.focus();
        await compose(minseo.page, "안녕하세요", second);
        await haneul.sees("안녕하세요");
        await minseo.page.evaluate(SETTLED);
        for (const visitor of [minseo, haneul]) assert.deepEqual(await visitor.texts(), ["안녕하세요"]);
        assert.equal(await minseo.field.inputValue(), "");
      }));
  }

  test("ux 4.1: Enter that picks a Japanese candidate does not send; Shift+Enter makes a line", () =>
    stage.visit(async (visitors) => {
      const visitor = await visitors.enter("日本");
      await visitor.field.focus();
      await compose(visitor.page, "日本", false);
      await visitor.page.evaluate(SETTLED);
      assert.deepEqual(await visitor.texts(), []);
      await visitor.page.keyboard.press("Shift+Enter");
      await visitor.page.keyboard.type("second");
      await visitor.page.keyboard.press("Enter");
      await visitor.sees("second");
      assert.deepEqual(await visitor.texts(), ["日本\nsecond"]);
    }));

  test("issue 3: HTML, control characters and right-to-left marks in names and texts stay text everywhere", () =>
    stage.visit(async (visitors) => {
      const name = '<img src=x onerror=broken=1>&lt;"김';
      const text =
        '<img src=x onerror="broken=1"><script>broken=1</script>\u202e<b>뒤집기</b>\u0007\u0000 &amp; javascript:1';
      const minseo = await visitors.enter("김민서");
      const other = await visitors.enter(name);
      await other.field.pressSequentially("쓰는 중");
      await minseo.page.locator(".typing", { hasText: "<img" }).waitFor();
      await other.write(text);
      await minseo.sees("뒤집기");
      await minseo.page.locator(".notice", { hasText: "<img" }).waitFor();
      for (const visitor of [minseo, other]) {
        assert.deepEqual(await visitor.texts(), [text]);
        assert.ok((await visitor.people.allTextContents()).includes(name));
        assert.equal(await visitor.page.locator("img, b:not([lang]), script:not([src])").count(), 0);
        assert.equal(await visitor.page.evaluate("globalThis.broken"), undefined);
      }
      assert.equal(await minseo.page.locator(".author bdi").textContent(), name);
      const newcomer = await visitors.enter("새로 온 사람");
      await newcomer.sees("뒤집기");
      assert.deepEqual(await newcomer.texts(), [text], "in the history too");
    }));

  test("issue 3: a name that the server cannot take is refused at the door, with the reason", () =>
    stage.visit(async (visitors) => {
      const page = await visitors.tab(await visitors.window());
      await page.goto(`${stage.server.url}/chat`);
      for (const name of ["a:b", "  ", "bell\u0007", "\u202eright to left", "\u200b", "가".repeat(41)]) {
        await page.getByRole("textbox", { name: "이름" }).fill(name);
        await page.getByRole("button", { name: "들어가기" }).click();
        assert.equal(await page.locator("madang-chat").count(), 0, name);
      }
      await page.getByRole("textbox", { name: "이름" }).fill("가".repeat(40));
      await page.getByRole("button", { name: "들어가기" }).click();
      await page.locator("madang-chat .state.open").waitFor();
    }));
});

/** Through Chromium's own interface for input methods, as a Korean one does it: Enter commits the last, unfinished syllable. */
async function compose(page: Page, text: string, second: boolean): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const syllables = [...text];
  for (const [index, syllable] of syllables.entries()) {
    await session.send("Input.imeSetComposition", { text: syllable, selectionStart: 1, selectionEnd: 1 });
    if (index < syllables.length - 1) await session.send("Input.insertText", { text: syllable });
  }
  const enter = { code: "Enter", windowsVirtualKeyCode: 229 };
  // One press is one event of the system: nothing waits between its parts.
  await Promise.all([
    session.send("Input.dispatchKeyEvent", { type: "rawKeyDown", key: "Process", ...enter }),
    session.send("Input.insertText", { text: syllables.at(-1) ?? "" }),
    session.send("Input.dispatchKeyEvent", { type: "keyUp", key: "Process", ...enter }),
  ]);
  if (second) await page.keyboard.press("Enter");
  await session.detach();
}
