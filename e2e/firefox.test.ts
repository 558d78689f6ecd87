import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { openFirefox, withoutFirefox } from "./support/browsers.ts";
import { Stage } from "./support/stage.ts";

describe("the main path in Firefox", { skip: withoutFirefox, timeout: 180_000 }, () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open({ launch: openFirefox });
  });
  after(() => stage?.close());

  test("issue 3: two come in, talk, see who writes and who is here; the server dies and nothing is lost or doubled", () =>
    stage.visit(async (visitors) => {
      const minseo = await visitors.enter("김민서");
      const haneul = await visitors.enter("하늘");
      await minseo.say("안녕하세요");
      await haneul.sees("안녕하세요");
      await haneul.field.pressSequentially("답장");
      await minseo.page.locator(".typing", { hasText: "하늘님이 쓰고 있습니다" }).waitFor();
      await haneul.field.press("Enter");
      await minseo.sees("답장");
      assert.deepEqual(await minseo.people.allTextContents(), ["김민서", "하늘"]);
      await stage.server.kill();
      await minseo.page.locator(".banner.offline").waitFor();
      await minseo.write("서버가 없을 때");
      await minseo.page.getByText("연결되면 보냅니다").waitFor();
      await stage.server.startAgain();
      await haneul.until(async () => (await haneul.texts()).length === 3, "what was written meanwhile");
      const said = ["안녕하세요", "답장", "서버가 없을 때"];
      for (const visitor of [minseo, haneul]) assert.deepEqual(await visitor.texts(), said);
      const newcomer = await visitors.enter("새로 온 사람");
      await newcomer.sees("서버가 없을 때");
      assert.deepEqual(await newcomer.texts(), said);
      await haneul.page.close();
      await minseo.page.locator("#people .person", { hasText: "하늘" }).waitFor({ state: "detached" });
    }));
});
