import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { withoutChromium } from "./support/browsers.ts";
import { Example, SECRET } from "./support/example.ts";
import { Stage } from "./support/stage.ts";
import { Visitor } from "./support/visitor.ts";
import { Visitors } from "./support/visitors.ts";

describe("examples/embed, in Chromium", { skip: withoutChromium, timeout: 120_000 }, () => {
  let stage: Stage;
  let site: Example;
  let stranger: Example;

  before(async () => {
    // The site is on the list of origins before it has a port: the port is taken, let go, and taken again.
    const place = await Example.start("embed", {});
    await place.close();
    stage = await Stage.open({ args: ["--origins", place.url, "--jwt-secret", SECRET] });
    site = await Example.start("embed", { CHAT: stage.server.url, PORT: new URL(place.url).port });
    stranger = await Example.start("embed", { CHAT: stage.server.url });
  });
  after(async () => {
    await stranger?.close();
    await site?.close();
    await stage?.close();
  });

  test("issue 3: a site's page has the chat, by the site's own login; it sends and receives across origins", async () => {
    const visitors = new Visitors(stage.browser, `${stage.server.url}/chat`);
    const guest = await visitors.enter("손님");
    const page = await visitors.tab(await visitors.window());
    const signedIn = new Visitor(page);
    await page.goto(`${site.url}/login?user=${encodeURIComponent("김영희")}`);
    await signedIn.isThere();
    await guest.page.getByText("김영희님이 들어왔습니다").waitFor();
    await signedIn.say("가게에서 인사드려요");
    await guest.sees("가게에서");
    assert.deepEqual(await guest.page.locator(".author").allTextContents(), ["김영희"], "the name is the login's");
    await guest.say("어서 오세요");
    await signedIn.sees("어서 오세요");
    assert.ok(!page.url().includes("token"), "no token in the address");
    assert.equal(await page.evaluate("document.styleSheets.length"), 1, "no style but the site's own");
    assert.equal(await page.evaluate("Object.keys(localStorage).filter((key) => key.includes('outbox')).length"), 0);
    await visitors.leave();
  });

  test("issue 3: a guest may not come by the name of somebody who signs in, and is asked for another", async () => {
    const visitors = new Visitors(stage.browser, `${stage.server.url}/chat`);
    const page = await visitors.tab(await visitors.window());
    await page.goto(`${stage.server.url}/chat`);
    await page.getByRole("textbox", { name: "이름" }).fill("김영희");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").filter({ hasText: "이 이름이나 로그인으로는" }).waitFor();
    await new Visitor(page).giveName("다른 손님");
    await visitors.leave();
  });

  test("design.md, origins: a site that is not on the list gets the script and no connection", async () => {
    const visitors = new Visitors(stage.browser, "");
    const page = await visitors.tab(await visitors.window());
    await page.goto(`${stranger.url}/login?user=Mallory`);
    await page.locator("madang-chat .state.offline, madang-chat .state.closed").waitFor();
    assert.equal(await page.locator("madang-chat .state.open").count(), 0);
    await visitors.leave();
  });
});
