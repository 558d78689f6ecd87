import { setTimeout as pause } from "node:timers/promises";
import type { Locator, Page } from "playwright-core";

/** 30 s in which something must come to be: a client may wait 16 s before its next try. */
const PATIENCE_MS = 30_000;

/** Somebody before the chat, by what is seen on the page. */
export class Visitor {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get field(): Locator {
    return this.page.locator("textarea");
  }

  get list(): Locator {
    return this.page.locator("madang-chat .list");
  }

  get people(): Locator {
    return this.page.locator("#people .person .name");
  }

  /** At the door. Answers when the room is there. */
  async giveName(name: string): Promise<void> {
    await this.page.getByRole("textbox", { name: /^(이름|Name)$/ }).fill(name);
    await this.page.keyboard.press("Enter");
    await this.isThere();
  }

  /** Connected, and joined. */
  async isThere(): Promise<void> {
    await this.page.locator("madang-chat .state.open").waitFor();
    await this.page.locator("madang-chat .list .empty, madang-chat .list .top").first().waitFor();
  }

  /** Does not wait for what becomes of it. */
  async write(text: string): Promise<void> {
    await this.field.fill(text);
    await this.field.press("Enter");
  }

  /** Answers when the message is in its place. */
  async say(text: string): Promise<void> {
    await this.write(text);
    await this.own(text).locator(".meta.kept, .meta.sent").waitFor();
  }

  own(text: string): Locator {
    return this.page.locator("article.own", { hasText: text }).last();
  }

  async sees(text: string): Promise<void> {
    await this.page.locator("article .bubble", { hasText: text }).last().waitFor();
  }

  /** Every message on the page, in its order. */
  texts(): Promise<readonly string[]> {
    return this.page.locator("article .bubble").allTextContents();
  }

  /** Looks until it is so. */
  async until(isSo: () => Promise<boolean>, what: string): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS;
    while (!(await isSo())) {
      if (performance.now() > deadline) throw new Error(`it never came to be: ${what}; seen: ${await this.texts()}`);
      await pause(50);
    }
  }
}
