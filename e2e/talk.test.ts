import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { withoutChromium } from "./support/browsers.ts";
import { Stage } from "./support/stage.ts";

describe("people talk on the page, in Chromium", { skip: withoutChromium, timeout: 180_000 }, () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage?.close());

  test("issue 3: three people talk; each sees all in one order, the own on the right and the others' on the left", () =>
    stage.visit(async (visitors) => {
      const minseo = await visitors.enter("김민서");
      const haneul = await visitors.enter("하늘");
      const jo = await visitors.enter("Jo", { locale: "en-US" });
      await minseo.say("안녕하세요! 점심 어떠세요?");
      await haneul.sees("점심");
      await haneul.say("좋아요: 두 시에 봐요\n장소는 마당");
      await jo.sees("마당");
      await jo.say("Sounds good 🙌");
      await minseo.sees("Sounds");
      const said = ["안녕하세요! 점심 어떠세요?", "좋아요: 두 시에 봐요\n장소는 마당", "Sounds good 🙌"];
      for (const visitor of [minseo, haneul, jo]) {
        assert.deepEqual(await visitor.texts(), said);
        assert.equal(await visitor.page.locator("article.own").count(), 1);
        const [own, other] = [visitor.page.locator(".own .bubble"), visitor.page.locator(".other .bubble").first()];
        const [right, left] = [await own.boundingBox(), await other.boundingBox()];
        assert.ok(right && left && right.x + right.width > left.x + left.width && left.x < right.x);
      }
      assert.deepEqual(await minseo.page.locator(".author").allTextContents(), ["하늘", "Jo"]);
      assert.equal(await minseo.page.locator("html").getAttribute("lang"), "ko");
      assert.equal(await jo.page.locator("html").getAttribute("lang"), "en");
    }));

  test("issue 3: who goes is seen to go; who comes back is known, and finds what was said meanwhile", () =>
    stage.visit(async (visitors) => {
      const minseo = await visitors.enter("김민서");
      const window = await visitors.window();
      const haneul = await visitors.enter("하늘", { window });
      await minseo.page.getByText("하늘님이 들어왔습니다").waitFor();
      await haneul.say("잠깐 나갔다 올게요");
      await haneul.page.close();
      await minseo.page.getByText("하늘님이 나갔습니다").waitFor();
      assert.deepEqual(await minseo.people.allTextContents(), ["김민서"]);
      await minseo.say("다녀오세요");
      const again = await visitors.comeBack(window);
      await again.sees("다녀오세요");
      assert.deepEqual(await again.texts(), ["잠깐 나갔다 올게요", "다녀오세요"]);
      assert.equal(await again.page.locator("article.own").count(), 1, "by the name that was kept");
    }));

  test("issue 3: two tabs of one person are one person, and both have what either writes", () =>
    stage.visit(async (visitors) => {
      const haneul = await visitors.enter("하늘");
      const window = await visitors.window();
      const one = await visitors.enter("김민서", { window });
      const two = await visitors.comeBack(window);
      await one.say("첫째 탭에서");
      await two.say("둘째 탭에서");
      await haneul.sees("둘째");
      await haneul.page.getByText("김민서님이 들어왔습니다").waitFor();
      assert.deepEqual(await haneul.people.allTextContents(), ["하늘", "김민서"]);
      assert.deepEqual(await haneul.page.locator(".notice p").allTextContents(), ["김민서님이 들어왔습니다"]);
      await one.sees("둘째");
      assert.equal(await one.page.locator("article.own").count(), 2);
      await one.page.close();
      await two.say("하나 닫았어요");
      await haneul.sees("하나 닫았어요");
      assert.deepEqual(await haneul.people.allTextContents(), ["하늘", "김민서"], "the other tab is still there");
      await two.page.close();
      await haneul.page.getByText("김민서님이 나갔습니다").waitFor();
      assert.deepEqual(await haneul.people.allTextContents(), ["하늘"]);
    }));

  test("issue 3: who writes is seen to write, until the message is there, and again with the next one", () =>
    stage.visit(async (visitors) => {
      const minseo = await visitors.enter("김민서");
      const haneul = await visitors.enter("하늘");
      const line = minseo.page.locator(".typing", { hasText: "하늘님이 쓰고 있습니다" });
      for (const text of ["먼저 이것", "그리고 이것"]) {
        await haneul.field.pressSequentially(text);
        await line.waitFor();
        assert.equal((await haneul.page.locator(".typing").textContent())?.trim(), "", "of oneself one knows it");
        await haneul.field.press("Enter");
        await minseo.sees(text);
        await line.waitFor({ state: "detached" });
      }
    }));

  test("ux 4.2: who reads above is not moved, and finds the way down", () =>
    stage.visit(async (visitors) => {
      const minseo = await visitors.enter("김민서", { viewport: { width: 900, height: 500 } });
      const haneul = await visitors.enter("하늘");
      for (let line = 1; line <= 30; line += 1) await haneul.write(`줄 ${line}`);
      await minseo.sees("줄 30");
      await minseo.list.evaluate((list) => list.scrollTo(0, 40));
      await minseo.page.getByRole("button", { name: "최신 메시지로" }).waitFor();
      const top = () => minseo.list.evaluate((list) => Math.round(list.scrollTop));
      const before = await top();
      await haneul.say("아래에 새 글");
      await minseo.page.getByRole("button", { name: "하늘님의 새 메시지" }).click();
      assert.ok(before < 200);
      await minseo.until(async () => minseo.list.evaluate(isAtEnd), "the end is seen");
      await minseo.sees("아래에 새 글");
    }));
});

function isAtEnd(list: { scrollHeight: number; clientHeight: number; scrollTop: number }): boolean {
  return list.scrollHeight - list.clientHeight - list.scrollTop < 2;
}
