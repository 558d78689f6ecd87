import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { selfSigned } from "../packages/net/test/self-signed.ts";
import { openChromium, withoutChromium } from "./support/browsers.ts";
import { ChatServer } from "./support/chat-server.ts";
import { Visitors } from "./support/visitors.ts";

describe("over TLS, in Chromium", { skip: withoutChromium, timeout: 60_000 }, () => {
  let folder: string;
  let server: ChatServer;
  let browser: Browser;
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "madang-tls-"));
    const { cert, key } = selfSigned();
    const files = [path.join(folder, "cert.pem"), path.join(folder, "key.pem")] as const;
    writeFileSync(files[0], cert);
    writeFileSync(files[1], key);
    server = await ChatServer.start("--tls-cert", files[0], "--tls-key", files[1], "--compression", "on");
    browser = await openChromium();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test("RFC 8441: the page and its WebSockets come over one HTTP/2 connection, and people talk", async () => {
    const visitors = new Visitors(browser, `https://localhost:${server.port}/chat/chat`);
    const window = await visitors.window({ ignoreHTTPSErrors: true });
    const page = await visitors.tab(window);
    const handshakes = await watchHandshakes(page);
    await page.goto(`https://localhost:${server.port}/chat/chat`);
    const protocols = await page.evaluate(() =>
      performance
        .getEntriesByType("resource")
        .map((entry) => JSON.parse(JSON.stringify(entry)).nextHopProtocol as string),
    );
    assert.ok(protocols.includes("h2") && !protocols.includes("http/1.1"), String(protocols));
    const echoed = await page.evaluate(
      (port) =>
        new Promise<string>((resolve, reject) => {
          const socket = new WebSocket(`wss://localhost:${port}/ws/chat?name=tester`);
          socket.onerror = () => reject(new Error("it did not open"));
          socket.onopen = () => socket.send("over HTTP/2 ".repeat(20));
          socket.onmessage = ({ data }) =>
            String(data).startsWith("tester:") && resolve(`${socket.extensions}|${data}`);
        }),
      server.port,
    );
    const alone = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";
    assert.equal(echoed, `${alone}|tester:${"over HTTP/2 ".repeat(20)}`);
    // HTTP/1.1 answers 101.
    assert.deepEqual([...new Set(handshakes)], [200]);
    const other = await visitors.enter("하늘", { ignoreHTTPSErrors: true });
    await other.say("안녕하세요");
    await visitors.leave();
  });
});

/** The statuses with which WebSockets of the page are opened. */
async function watchHandshakes(page: Page): Promise<readonly number[]> {
  const statuses: number[] = [];
  const session = await page.context().newCDPSession(page);
  session.on("Network.webSocketHandshakeResponseReceived", ({ response }) => statuses.push(response.status));
  await session.send("Network.enable");
  return statuses;
}
