import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { openChromium } from "./browsers.ts";
import { ChatServer } from "./chat-server.ts";

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

/** Whose page it is: the server's, or one of a site that is on `--origins`, or of one that is not. */
export type Site = "its own site" | "another site" | "a foreign site";

export const SOCKJS_WAYS: readonly { readonly transport: string; readonly site: Site }[] = [
  ...FROM_ANYWHERE.map((transport) => ({ transport, site: "another site" as const })),
  ...[...FROM_ANYWHERE, "htmlfile"].map((transport) => ({ transport, site: "its own site" as const })),
];

const SOCKJS = readFileSync(fileURLToPath(import.meta.resolve("sockjs-client/dist/sockjs.min.js")), "utf8");

/** The real server, two other sites, and Chromium with `sockjs-client` in its pages. */
export class SockjsStage {
  readonly server: ChatServer;
  readonly #sites: Readonly<Record<Site, string>>;
  readonly #hosts: readonly Server[];
  readonly #browser: Browser;

  private constructor(server: ChatServer, browser: Browser, [friend, foe]: readonly [Server, Server]) {
    this.server = server;
    this.#browser = browser;
    this.#hosts = [friend, foe];
    this.#sites = { "its own site": server.url, "another site": originOf(friend), "a foreign site": originOf(foe) };
  }

  static async open(): Promise<SockjsStage> {
    const [friend, foe] = [await openHost(), await openHost()];
    const server = await ChatServer.start(`--origins=${originOf(friend)}`);
    try {
      return new SockjsStage(server, await openChromium(), [friend, foe]);
    } catch (error) {
      await server.close();
      throw error;
    }
  }

  /** A page of that site; `scripts` run in it after sockjs-client. */
  async visit(site: Site, look: (page: Page) => Promise<void>, ...scripts: readonly string[]): Promise<void> {
    const page = await this.#browser.newPage();
    try {
      // The greeting is a page of the server's own without a policy of its own.
      await page.goto(`${this.#sites[site]}/sockjs`);
      for (const content of [SOCKJS, ...scripts]) await page.addScriptTag({ content });
      await look(page);
    } finally {
      await page.close();
    }
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.server.close();
    for (const host of this.#hosts) host.close();
  }
}

/** Another web site. */
async function openHost(): Promise<Server> {
  const host = createServer((_request, response) => {
    response.setHeader("content-type", "text/html");
    response.end("<!doctype html><title>host</title><body>");
  });
  await new Promise<void>((listening) => host.listen(0, "127.0.0.1", listening));
  return host;
}

function originOf(host: Server): string {
  return `http://localhost:${(host.address() as AddressInfo).port}`;
}
