import assert from "node:assert/strict";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { Visitor } from "./visitor.ts";

/** What a browser tells its console of its own accord while a server is away. */
const NETWORK_TROUBLE =
  /WebSocket connection to|Access to fetch at '\S+\/hello'|can.t establish a connection|was interrupted while the page|ERR_|NetworkError/;

/** The people of one test, each in a browser context of their own; no error on their pages may go unseen. */
export class Visitors {
  readonly errors: string[] = [];
  readonly #browser: Browser;
  /** Where the room is. */
  readonly #url: string;
  readonly #contexts: BrowserContext[] = [];

  constructor(browser: Browser, url: string) {
    this.#browser = browser;
    this.#url = url;
  }

  /** A window of somebody who was never here. */
  async window(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await this.#browser.newContext({ locale: "ko-KR", timezoneId: "Asia/Seoul", ...options });
    this.#contexts.push(context);
    return context;
  }

  async tab(window: BrowserContext): Promise<Page> {
    const page = await window.newPage();
    page.setDefaultTimeout(10_000);
    page.on("pageerror", ({ message }) => this.#erred(message, ""));
    page.on("console", (message) => {
      if (message.type() === "error") this.#erred(message.text(), message.location().url);
    });
    return page;
  }

  /** Comes to the page's door, and in by it. */
  async enter(name: string, options: BrowserContextOptions & { window?: BrowserContext } = {}): Promise<Visitor> {
    const { window, ...given } = options;
    const page = await this.tab(window ?? (await this.window(given)));
    await page.goto(this.#url);
    const visitor = new Visitor(page);
    await visitor.giveName(name);
    return visitor;
  }

  /** Another tab of somebody whose name is known. */
  async comeBack(window: BrowserContext): Promise<Visitor> {
    const page = await this.tab(window);
    await page.goto(this.#url);
    const visitor = new Visitor(page);
    await visitor.isThere();
    return visitor;
  }

  #erred(text: string, url: string): void {
    if (!NETWORK_TROUBLE.test(text) && !url.endsWith("/favicon.ico")) this.errors.push(text);
  }

  /** Everybody goes, and nothing went wrong on the way. */
  async leave(): Promise<void> {
    for (const context of this.#contexts) await context.close();
    assert.deepEqual(this.errors, [], "errors on the pages");
  }
}
