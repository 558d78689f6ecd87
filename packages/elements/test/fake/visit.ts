import assert from "node:assert/strict";
import { test } from "node:test";
import axe from "axe-core";
import type { BrowserContextOptions, Page } from "playwright-core";
import { withoutChromium } from "../../../../e2e/support/browsers.ts";
import { openStage, type Stage } from "./stage-server.ts";

export interface Visit {
  readonly page: Page;
  /** Runs in the page, with `client`, `room` (the fake ones) and `you` at hand. */
  act<T = unknown>(script: string): Promise<T>;
  /** What axe has against the page. */
  faults(): Promise<readonly string[]>;
}

/** A test in a Chromium; where there is none it is skipped, and says so. */
export function browserTest(name: string, look: () => Promise<void>): void {
  test(name, { skip: withoutChromium }, look);
}

export type VisitOptions = BrowserContextOptions & { readonly query?: string; readonly mayErr?: RegExp };

/** One stage for a file of tests; each test gets a fresh visit, and no error may go unseen. */
export class Visits {
  #stage: Promise<Stage> | undefined;

  async in(options: VisitOptions, look: (visit: Visit) => Promise<void>): Promise<void> {
    this.#stage ??= openStage();
    const stage = await this.#stage;
    const { query = "", mayErr, ...given } = options;
    const context = await stage.browser.newContext({ timezoneId: "Asia/Seoul", reducedMotion: "reduce", ...given });
    const page = await context.newPage();
    page.setDefaultTimeout(5000);
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    await page.goto(`${stage.url}/?${query}`);
    await page.waitForTimeout(100);
    const act = <T>(script: string): Promise<T> =>
      page.evaluate(`(() => { const { client, you } = stage; const room = client.join("chat"); ${script} })()`);
    await look({ page, act, faults: () => axeFaults(page) });
    assert.deepEqual(
      errors.filter((error) => !mayErr?.test(error)),
      [],
    );
    await context.close();
  }

  async close(): Promise<void> {
    await (await this.#stage)?.close();
  }
}

async function axeFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(`${axe.source}; undefined`);
  const found = await page.evaluate<{
    violations: { id: string; nodes: { target: unknown; failureSummary: string }[] }[];
  }>("axe.run()");
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${JSON.stringify(target)} ${failureSummary}`),
  );
}
