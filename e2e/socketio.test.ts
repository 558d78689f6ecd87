import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { openChromium, withoutChromium } from "./support/browsers.ts";
import { ChatServer } from "./support/chat-server.ts";

/** What the page keeps for the test. */
declare global {
  var chat: Chat;
}
interface Chat {
  readonly socket: {
    readonly recovered: boolean;
    readonly connected: boolean;
    readonly io: { readonly engine: { readonly transport: { readonly name: string } } };
    emit(event: string, ...args: unknown[]): void;
    emitWithAck(event: string, ...args: unknown[]): Promise<{ readonly ok: boolean }>;
  };
  readonly texts: string[];
  readonly bytes: number[][];
}

const WAYS = { polling: ["polling"], websocket: ["websocket"], upgraded: ["polling", "websocket"] };

describe("socket.io-client in Chromium", { skip: withoutChromium, timeout: 120_000 }, () => {
  let site: Server;
  let server: ChatServer;
  let browser: Browser;
  before(async () => {
    site = createServer((_request, response) => response.setHeader("content-type", "text/html").end("<!doctype html>"));
    await new Promise<void>((listening) => site.listen(0, "127.0.0.1", listening));
    const origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
    server = await ChatServer.start(`--origins=${origin}`);
    browser = await openChromium();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    site?.close();
  });

  /** A page of another site that loads the script from the server, and is in the room `chat`. */
  async function visit(transports: readonly string[], name: string): Promise<Page> {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
    await page.addScriptTag({ url: `${server.url}/socket.io/socket.io.js` });
    await page.evaluate(
      async ({ url, ways, who }) => {
        const { io } = globalThis as unknown as {
          io: (url: string, options: object) => Chat["socket"] & { on: Listen };
        };
        type Listen = (event: string, call: (...args: never[]) => void) => void;
        const socket = io(url, { transports: ways, auth: { name: who }, reconnectionDelay: 100 });
        globalThis.chat = { socket, texts: [], bytes: [] };
        socket.on("message", ({ text }: { readonly text: string }) => globalThis.chat.texts.push(text));
        socket.on("draw", (ink: ArrayBuffer) => globalThis.chat.bytes.push([...new Uint8Array(ink)]));
        const { ok } = await socket.emitWithAck("join", "chat");
        if (!ok) throw new Error("not let in");
      },
      { url: server.url, ways: [...transports], who: name },
    );
    return page;
  }

  const say = (page: Page, text: string): Promise<boolean> =>
    page.evaluate(async (line) => (await globalThis.chat.socket.emitWithAck("message", "chat", line)).ok, text);
  const until = (page: Page, count: number): Promise<unknown> =>
    page.waitForFunction((most) => globalThis.chat.texts.length >= most && globalThis.chat.socket.connected, count);

  test("issue 7: by every transport, bytes and acknowledgements too; after SIGKILL it is recovered, nothing lost or doubled", async () => {
    const pages = await Promise.all(Object.entries(WAYS).map(([name, ways]) => visit(ways, name)));
    const said: string[] = [];
    for (const [index, page] of pages.entries()) {
      said.push(`from ${index}`);
      assert.equal(await say(page, `from ${index}`), true);
    }
    for (const page of pages) await until(page, said.length);
    const [first, ...others] = pages;
    assert.ok(first);
    await first.evaluate(() => globalThis.chat.socket.emit("draw", Uint8Array.of(1, 2, 3)));
    for (const page of others) await page.waitForFunction(() => globalThis.chat.bytes.length > 0);
    for (const page of others) assert.deepEqual(await page.evaluate(() => globalThis.chat.bytes), [[1, 2, 3]]);
    await server.kill();
    await server.startAgain();
    await first.waitForFunction(() => globalThis.chat.socket.connected);
    for (const line of ["after", "the crash"]) {
      said.push(line);
      assert.equal(await say(first, line), true);
    }
    for (const [index, page] of pages.entries()) {
      await until(page, said.length);
      assert.deepEqual(await page.evaluate(() => globalThis.chat.texts), said);
      assert.equal(await page.evaluate(() => globalThis.chat.socket.recovered), true);
      const way = await page.evaluate(() => globalThis.chat.socket.io.engine.transport.name);
      assert.equal(way, index === 0 ? "polling" : "websocket");
    }
  });
});
