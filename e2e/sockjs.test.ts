import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { openChromium, withoutChromium } from "./support/browsers.ts";
import { ChatServer } from "./support/chat-server.ts";

/** All of sockjs-client 1.6 that Chromium has; a page of another origin has no `htmlfile` outside of a frame. */
const FROM_ANYWHERE = [
  "websocket",
  "xhr-streaming",
  "eventsource",
  "iframe-eventsource",
  "iframe-htmlfile",
  "xhr-polling",
  "iframe-xhr-polling",
  "jsonp-polling",
] as const;
const TRANSPORTS = [
  ...FROM_ANYWHERE.map((transport) => ({ transport, site: "another site" as const })),
  ...[...FROM_ANYWHERE, "htmlfile"].map((transport) => ({ transport, site: "its own site" as const })),
];
const SCRIPT = readFileSync(fileURLToPath(import.meta.resolve("sockjs-client/dist/sockjs.min.js")), "utf8");

/** What a page says of itself when it is done. */
interface Outcome {
  readonly transport: string;
  readonly texts: readonly string[];
  readonly code: number | undefined;
}

describe("sockjs-client in Chromium, every transport forced", { skip: withoutChromium, timeout: 180_000 }, () => {
  const sites: Server[] = [];
  let server: ChatServer;
  let browser: Browser;
  let friend = "";
  let foe = "";
  before(async () => {
    [friend, foe] = [await openSite(sites), await openSite(sites)];
    server = await ChatServer.start(`--origins=${friend}`);
    browser = await openChromium();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    for (const site of sites) site.close();
  });

  async function visit(site: string, look: (page: Page) => Promise<void>): Promise<void> {
    const page = await browser.newPage();
    try {
      // The greeting is a page of the server's own without a policy of its own.
      await page.goto(`${site}/sockjs`);
      await page.addScriptTag({ content: SCRIPT });
      await look(page);
    } finally {
      await page.close();
    }
  }

  for (const { transport, site } of TRANSPORTS) {
    test(`issue 6: ${transport} from ${site}: what is sent comes back to its sender, and into the room`, async () => {
      const text = `${transport} from ${site}: 한글 👩‍🚀 50 % "</script>"`;
      await visit(site === "its own site" ? server.url : friend, async (page) => {
        const outcome = await page.evaluate(talk, { base: `${server.url}/sockjs`, transport, text });
        assert.deepEqual(outcome, { transport, texts: [text, `${text} 2`], code: undefined });
      });
    });
  }

  for (const transport of ["websocket", "xhr-polling", "iframe-xhr-polling"]) {
    test(`design, origins: a site that is not on the list gets nowhere by ${transport}`, async () => {
      await visit(foe, async (page) => {
        const outcome = await page.evaluate(talk, { base: `${server.url}/sockjs`, transport, text: "never" });
        assert.deepEqual(outcome.texts, []);
        assert.notEqual(outcome.code, undefined);
      });
    });
  }
});

/** In the page: comes in by one transport, says two things, waits for both. */
function talk(given: { base: string; transport: string; text: string }): Promise<Outcome> {
  interface Socket extends WebSocket {
    readonly transport: string;
  }
  const { SockJS } = globalThis as unknown as {
    readonly SockJS: new (
      url: string,
      protocols: null,
      options: { readonly transports: string[]; readonly timeout: number },
    ) => Socket;
  };
  // The client waits for a transport as long as the first answer took, and this machine is busy.
  return new Promise((resolve) => {
    const texts: string[] = [];
    const socket = new SockJS(given.base, null, { transports: [given.transport], timeout: 5000 });
    const done = (code: number | undefined): void => resolve({ transport: socket.transport, texts, code });
    const say = (message: object): void => socket.send(JSON.stringify(message));
    socket.onopen = () => {
      say({ type: "hello", name: `${given.transport}-${Math.random().toString(36).slice(2)}` });
      say({ type: "join", room: "chat" });
    };
    socket.onmessage = ({ data }) => {
      const { type, text } = JSON.parse(String(data)) as { type: string; text: string };
      if (type === "joined") {
        const id = Math.random().toString(36).slice(2);
        say({ type: "send", room: "chat", id: `${id}-1`, text: given.text });
        say({ type: "send", room: "chat", id: `${id}-2`, text: `${given.text} 2` });
      } else if (type === "entry") {
        texts.push(text);
        if (texts.length === 2) done(undefined);
      }
    };
    socket.onclose = ({ code }) => done(code);
    setTimeout(() => done(-1), 15_000);
  });
}

/** Another web site; answers its origin. */
async function openSite(sites: Server[]): Promise<string> {
  const site = createServer((_request, response) => {
    response.setHeader("content-type", "text/html");
    response.end("<!doctype html><title>host</title><body>");
  });
  sites.push(site);
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  return `http://localhost:${(site.address() as AddressInfo).port}`;
}
