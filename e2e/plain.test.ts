import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { withoutChromium } from "./support/browsers.ts";
import { Example, SECRET } from "./support/example.ts";
import { Stage } from "./support/stage.ts";
import { Visitors } from "./support/visitors.ts";

describe("examples/plain, in Chromium", { skip: withoutChromium, timeout: 120_000 }, () => {
  let stage: Stage;
  let site: Example;
  let stranger: Example;

  before(async () => {
    const place = await Example.start("plain", {});
    await place.close();
    stage = await Stage.open({
      args: ["--origins", place.url, "--jwt-secret", SECRET, "--jwt-cookie", "site-login", "--guests", "off"],
    });
    const chat = { CHAT: stage.server.webSocketUrl };
    site = await Example.start("plain", { ...chat, PORT: new URL(place.url).port });
    stranger = await Example.start("plain", chat);
  });
  after(async () => {
    await stranger?.close();
    await site?.close();
    await stage?.close();
  });

  test("issue 3: a bare WebSocket knows who is signed in by the cookie, without a name or a token in the address", async () => {
    const visitors = new Visitors(stage.browser, "");
    const young = await signIn(visitors, site, "김영희");
    const chul = await signIn(visitors, site, "철수");
    await line(young, ":철수님이 입장하셨습니다.".slice(1)).waitFor();
    await say(young, "안녕:하세요 <b>여러분</b>");
    await say(chul, "반가워요");
    for (const page of [young, chul]) {
      await line(page, "철수: 반가워요").waitFor();
      await line(page, "김영희: 안녕:하세요 <b>여러분</b>").waitFor();
    }
    await visitors.leave();
  });

  test("design.md, origins: the cookie goes with the request, but another site's page does not get in with it", async () => {
    const visitors = new Visitors(stage.browser, "");
    const page = await signIn(visitors, stranger, "김영희");
    await page.getByText("closed").waitFor();
    assert.equal(await page.locator("#messages li").count(), 0);
    await visitors.leave();
  });
});

async function signIn(visitors: Visitors, site: Example, name: string): Promise<Page> {
  const page = await visitors.tab(await visitors.window());
  await page.goto(`${site.url}/?user=${encodeURIComponent(name)}`);
  await page.reload();
  await page.getByLabel("message").waitFor();
  return page;
}

async function say(page: Page, text: string): Promise<void> {
  await page.getByLabel("message").fill(text);
  await page.getByRole("button", { name: "send" }).click();
}

function line(page: Page, text: string): ReturnType<Page["locator"]> {
  return page.locator("#messages li").getByText(text, { exact: true });
}
