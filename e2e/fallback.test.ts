import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { type Held, Sieve } from "../packages/client/test/sieve.ts";
import { withoutChromium } from "./support/browsers.ts";
import { Stage } from "./support/stage.ts";
import type { Visitor } from "./support/visitor.ts";
import { Visitors } from "./support/visitors.ts";

/** What the page went by last, as it notes it for a day. */
function goesBy(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const key = Object.keys(localStorage).find((each) => each.startsWith("madang.transport."));
    return key === undefined ? undefined : localStorage.getItem(key)?.split(" ")[0];
  });
}

describe("a proxy that lets less and less through, in Chromium", { skip: withoutChromium, timeout: 180_000 }, () => {
  let stage: Stage;
  let sieve: Sieve;
  before(async () => {
    stage = await Stage.open();
    sieve = await Sieve.before(stage.server.port);
  });
  after(async () => {
    sieve?.close();
    await stage?.close();
  });

  test("issue 5: the page goes on over SSE, long polling, polling, and back: no gap, nothing twice, no reload", async () => {
    const room = await stage.makeRoom("체");
    const visitors = new Visitors(stage.browser, `http://localhost:${sieve.port}/chat/${room}`);
    const outside = new Visitors(stage.browser, `${stage.server.url}/chat/${room}`);
    const minseo = await visitors.enter("김민서");
    const haneul = await outside.enter("하늘");
    await minseo.page.evaluate("globalThis.neverReloaded = true");
    const said: string[] = [];
    const talk = async (transport: string): Promise<void> => {
      await minseo.until(async () => (await goesBy(minseo.page)) === transport, transport);
      for (const [who, visitor] of [
        ["민서", minseo],
        ["하늘", haneul],
      ] as const) {
        said.push(`${who} ${transport} ${said.length}`);
        await visitor.say(said.at(-1) ?? "");
        await seeAll(minseo, haneul);
      }
    };
    const seeAll = async (...all: readonly Visitor[]): Promise<void> => {
      for (const visitor of all) {
        await visitor.until(async () => (await visitor.texts()).length >= said.length, "all that was said");
        assert.deepEqual(await visitor.texts(), said);
      }
    };
    await talk("websocket");
    const falls: readonly (readonly [string, ...Held[]])[] = [
      ["sse", "websocket"],
      ["long-poll", "websocket", "sse"],
      ["poll", "websocket", "sse", "long-poll"],
    ];
    for (const [transport, ...held] of falls) {
      sieve.hold(...held);
      await talk(transport);
    }
    // While it looks for a better way, somebody speaks.
    for (const [transport, ...held] of [
      ["long-poll", "websocket", "sse"],
      ["sse", "websocket"],
    ] as typeof falls) {
      sieve.hold(...held);
      await minseo.page.evaluate("dispatchEvent(new Event('online'))");
      said.push(`while it climbs to ${transport}`);
      await haneul.say(said.at(-1) ?? "");
      await talk(transport);
    }
    sieve.hold();
    await minseo.page.evaluate("dispatchEvent(new Event('online'))");
    await talk("websocket");
    assert.equal(await minseo.page.evaluate("globalThis.neverReloaded"), true);
    await visitors.leave();
    await outside.leave();
  });
});
