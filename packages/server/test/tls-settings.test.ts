import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Http2Peer } from "../../net/test/http2-peer.ts";
import { ManualTicker } from "../../net/test/manual-ticker.ts";
import { selfSigned } from "../../net/test/self-signed.ts";
import { OptionError } from "../src/option.ts";
import { readSettings } from "../src/settings.ts";
import { certificateOf, followCertificate } from "../src/tls-settings.ts";
import { served, tempFolder } from "./served.ts";

const settingsOf = (...flags: string[]) => readSettings(flags, {});

test("without --tls-cert and --tls-key there is no certificate", async () => {
  assert.equal(await certificateOf(settingsOf()), undefined);
});

test("design: a wrong value stops the start with one line that names it", async (t) => {
  const folder = await tempFolder(t);
  const [cert, key, none] = ["cert", "key", "none"].map((name) => join(folder, name));
  writeFileSync(cert ?? "", selfSigned().cert);
  writeFileSync(key ?? "", selfSigned().key);
  for (const [flags, says] of [
    [[`--tls-cert=${cert}`], /^--tls-cert and --tls-key: /],
    [[`--tls-key=${key}`], /^--tls-cert and --tls-key: /],
    [[`--tls-cert=${none}`, `--tls-key=${key}`], /^--tls-cert: .*ENOENT/],
    [[`--tls-cert=${cert}`, `--tls-key=${none}`], /^--tls-key: .*ENOENT/],
    [[`--tls-cert=${cert}`, `--tls-key=${key}`], /^--tls-cert, --tls-key: .*mismatch/],
    [[`--tls-cert=${key}`, `--tls-key=${key}`], /^--tls-cert, --tls-key: /],
  ] as const) {
    await assert.rejects(certificateOf(settingsOf(...flags)), (error: unknown) => {
      assert.ok(error instanceof OptionError);
      assert.match(error.message, says);
      return !error.message.includes("\n");
    });
  }
});

test("issue 4, 2: a new certificate is taken within a minute, one that is broken is told of and not taken", async (t) => {
  const folder = await tempFolder(t);
  const [cert, key] = [join(folder, "cert"), join(folder, "key")];
  const write = (pair: { cert: string; key: string }): void => {
    writeFileSync(cert, pair.cert);
    writeFileSync(key, pair.key);
  };
  const [first, second] = [selfSigned(), selfSigned()];
  write(first);
  const settings = settingsOf(`--tls-cert=${cert}`, `--tls-key=${key}`);
  const ticker = new ManualTicker();
  const news: string[] = [];
  let look: () => void = () => undefined;
  const stop = followCertificate(settings, first, {
    ticker,
    renew: (certificate) => {
      news.push(certificate.cert === second.cert ? "second" : "another");
      look();
    },
    fault: (error) => {
      news.push(String(error).slice(0, 11));
      look();
    },
  });
  const nextLook = async (): Promise<void> => {
    const looked = new Promise<void>((resolve) => {
      look = resolve;
    });
    ticker.advance(60_000);
    await looked;
  };
  write({ cert: "nonsense", key: "nonsense" });
  await nextLook();
  write(second);
  await nextLook();
  assert.deepEqual(news, ["OptionError", "second"]);
  stop();
  assert.equal(ticker.size, 0);
});

test("issue 4, 2: over HTTP/2: the page, the API, the log and both WebSockets, on one connection", async (t) => {
  const folder = await tempFolder(t);
  const pair = selfSigned();
  writeFileSync(join(folder, "cert"), pair.cert);
  writeFileSync(join(folder, "key"), pair.key);
  const { port } = await served(t, `--tls-cert=${join(folder, "cert")}`, `--tls-key=${join(folder, "key")}`);
  const origin = `https://127.0.0.1:${port}`;
  const browser = await Http2Peer.open(t, origin);
  assert.equal((await browser.ask({ ":path": "/healthz" })).body, '{"status":"alive"}');
  assert.equal((await browser.ask({ ":path": "/nowhere" })).status, 404);
  assert.equal((await browser.ask({ ":path": "/chat/chat" })).status, 200);
  const posting = { ":method": "POST", ":path": "/rooms/chat/log?name=b", "content-type": "application/json" };
  assert.equal((await browser.ask({ ...posting, origin: "https://evil.example" }, "no")).status, 403);
  const peer = await browser.join("/ws/chat?name=a", { ":authority": `127.0.0.1:${port}`, origin });
  assert.equal((await browser.ask({ ...posting, origin }, '{"text":"over a POST"}')).status, 201);
  await peer.heard("b:over a POST");
  const native = await browser.join("/ws", { "sec-websocket-protocol": "madang.v1" });
  native.socket.close();
});
