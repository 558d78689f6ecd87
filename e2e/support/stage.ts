import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { openChromium } from "./browsers.ts";
import { ChatServer, OPERATOR_TOKEN } from "./chat-server.ts";
import { Visitors } from "./visitors.ts";

/** The real server and a real browser, for a file of tests. */
export class Stage {
  readonly server: ChatServer;
  readonly browser: Browser;
  #rooms = 0;

  private constructor(server: ChatServer, browser: Browser) {
    this.server = server;
    this.browser = browser;
  }

  static async open(options: { launch?: () => Promise<Browser>; args?: readonly string[] } = {}): Promise<Stage> {
    const { launch = openChromium, args = [] } = options;
    const server = await ChatServer.start(...args);
    try {
      return new Stage(server, await launch());
    } catch (error) {
      await server.close();
      throw error;
    }
  }

  /** A visit to a room that nobody was in before. */
  async visit(look: (visitors: Visitors) => Promise<void>): Promise<void> {
    this.#rooms += 1;
    const visitors = new Visitors(this.browser, `${this.server.url}/chat/${await this.makeRoom(`방-${this.#rooms}`)}`);
    try {
      await look(visitors);
    } catch (error) {
      await visitors.leave().catch(() => undefined);
      throw error;
    }
    await visitors.leave();
  }

  async makeRoom(room: string): Promise<string> {
    const response = await fetch(`${this.server.url}/api/rooms/${encodeURIComponent(room)}`, {
      method: "PUT",
      headers: { authorization: `Bearer ${OPERATOR_TOKEN}`, "content-type": "application/json" },
      body: '{"retention":"forever"}',
    });
    assert.equal(response.status, 201, await response.text());
    return room;
  }

  async removeEntry(room: string, offset: number): Promise<void> {
    const response = await fetch(`${this.server.url}/api/rooms/${encodeURIComponent(room)}/entries/${offset}`, {
      method: "DELETE",
      headers: { authorization: `Bearer ${OPERATOR_TOKEN}` },
    });
    assert.equal(response.status, 204, await response.text());
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.close();
  }
}
