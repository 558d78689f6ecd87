import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { withoutChromium } from "./support/browsers.ts";
import { Stage } from "./support/stage.ts";
import type { Visitor } from "./support/visitor.ts";

const LINES = 24;
/** Before which lines the server dies, and before which it is there again. */
const DIES = [5, 15];
const RETURNS = [10, 20];

describe("a server that is killed, in Chromium", { skip: withoutChromium, timeout: 180_000 }, () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage?.close());

  test("issue 3: killed with SIGKILL and started again while two write: nothing lost, nothing twice, no reload", () =>
    stage.visit(async (visitors) => {
      const minseo = await visitors.enter("김민서");
      const haneul = await visitors.enter("하늘");
      for (const { page } of [minseo, haneul]) await page.evaluate("globalThis.neverReloaded = true");
      for (let line = 0; line < LINES; line += 1) {
        const killed = DIES.includes(line) ? stage.server.kill() : undefined;
        if (RETURNS.includes(line)) await offline(minseo, haneul).then(() => stage.server.startAgain());
        // Neither waits for the other, nor for what becomes of it.
        await Promise.all([minseo.write(`민서 ${line}`), haneul.write(`하늘 ${line}`), killed]);
      }
      for (const visitor of [minseo, haneul]) {
        await visitor.until(async () => (await visitor.texts()).length >= 2 * LINES, "all that was written");
        await visitor.page.locator(".banner").waitFor({ state: "detached" });
        await visitor.page.locator(".fate").first().waitFor({ state: "detached" });
        assert.equal(await visitor.page.evaluate("globalThis.neverReloaded"), true);
      }
      const newcomer = await visitors.enter("새로 온 사람");
      await newcomer.until(async () => (await newcomer.texts()).length >= 2 * LINES, "all that was kept");
      const kept = await newcomer.texts();
      for (const who of ["민서", "하늘"]) {
        const wanted = Array.from({ length: LINES }, (_, line) => `${who} ${line}`);
        const own = kept.filter((text) => text.startsWith(who));
        assert.deepEqual(own, wanted, "each once, in the order in which it was written");
      }
      for (const visitor of [minseo, haneul]) assert.deepEqual(await visitor.texts(), kept, "all see one order");
    }));

  test("issue 3: a message that was written offline outlives the page, and is sent once", () =>
    stage.visit(async (visitors) => {
      const window = await visitors.window();
      const minseo = await visitors.enter("김민서", { window });
      await stage.server.kill();
      await offline(minseo);
      await minseo.write("서버가 없을 때 쓴 글");
      await minseo.page.getByText("연결되면 보냅니다").waitFor();
      await minseo.page.close();
      await stage.server.startAgain();
      const again = await visitors.comeBack(window);
      await again.own("서버가 없을 때 쓴 글").locator(".meta.kept, .meta.sent").waitFor();
      assert.deepEqual(await again.texts(), ["서버가 없을 때 쓴 글"]);
    }));
});

async function offline(...visitors: readonly Visitor[]): Promise<void> {
  for (const { page } of visitors) await page.locator(".banner.offline").waitFor();
}
