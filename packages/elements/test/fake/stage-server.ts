import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { build } from "esbuild";
import type { Browser } from "playwright-core";
import { openChromium } from "../../../../e2e/support/browsers.ts";
import { bundling } from "../../build.ts";

/** What the real server sends, so that what breaks under it breaks here. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self'";

export interface Stage {
  readonly browser: Browser;
  readonly url: string;
  close(): Promise<void>;
}

/** The elements with the fake client, in a Chromium. */
export async function openStage(): Promise<Stage> {
  const entry = path.join(import.meta.dirname, "../../stage/stage.ts");
  const made = await build({ ...bundling({ stage: entry }), write: false, minify: false, outdir: "/" });
  const script = made.outputFiles[0]?.text ?? "";
  const css = await readFile(path.join(import.meta.dirname, "../../src/page/document.css"), "utf8");
  const server = createServer(({ url = "/" }, response) => {
    const [type, body] = url.startsWith("/stage.js")
      ? ["text/javascript", script]
      : url.startsWith("/page.css")
        ? ["text/css", css]
        : ["text/html", html(url)];
    response.writeHead(200, { "Content-Type": `${type}; charset=utf-8`, "Content-Security-Policy": POLICY });
    response.end(body);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const browser = await openChromium();
  const close = async () => {
    await browser.close();
    server.close();
  };
  return { browser, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

function html(url: string): string {
  const embed = url.includes("show=chat") ? "<main><h1>Somebody's site</h1></main>" : "";
  return `<!doctype html><html lang="ko"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>t</title>
<link rel="stylesheet" href="/page.css"><script type="module" src="/stage.js"></script><body>${embed}</body></html>`;
}
