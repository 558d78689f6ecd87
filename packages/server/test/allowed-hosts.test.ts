import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Http2Peer } from "../../net/test/http2-peer.ts";
import { handshake, Peer, requestHead } from "../../net/test/peer.ts";
import { selfSigned } from "../../net/test/self-signed.ts";
import { hostNames } from "../src/allowed-hosts.ts";
import { readSettings } from "../src/settings.ts";
import { served, tempFolder } from "./served.ts";

/** Those of some names that a server with these options answers to. */
function answered(...args: readonly string[]): string {
  const hosts = hostNames(readSettings(args, {}));
  return ["localhost:8080", "chat.example:8080", "site.example"]
    .filter((field) => hosts.refusal(field) === undefined)
    .join(" ");
}

const ALL = "localhost:8080 chat.example:8080 site.example";
for (const [args, names] of [
  [[], "localhost:8080"],
  [["--host=127.0.0.2"], "localhost:8080"],
  [["--host=localhost"], "localhost:8080"],
  [["--host=::1"], "localhost:8080"],
  [["--origins=https://site.example:444"], "localhost:8080 site.example"],
  [["--allowed-hosts=chat.example"], "localhost:8080 chat.example:8080"],
  [["--trust-proxy=127.0.0.1"], ALL],
  [["--host=0.0.0.0"], ALL],
  [["--host=10.0.0.1"], ALL],
  [["--host=0.0.0.0", "--allowed-hosts=chat.example"], "localhost:8080 chat.example:8080"],
  [["--trust-proxy=127.0.0.1", "--allowed-hosts=chat.example"], "localhost:8080 chat.example:8080"],
] as const) {
  test(`DNS rebinding: with ${args.join(" ") || "no options"} it answers to ${names}`, () => {
    assert.equal(answered(...args), names);
  });
}

test("the words of a refusal name the options that help", () => {
  const why = (...args: readonly string[]): string | undefined =>
    hostNames(readSettings(args, {})).refusal("chat.example:8080")?.detail;
  assert.equal(
    why(),
    'This server does not go by the name "chat.example"; the operator can add it with --allowed-hosts, or name the proxy that passes it on with --trust-proxy.',
  );
  assert.equal(
    why("--allowed-hosts=other.example"),
    'This server does not go by the name "chat.example"; the operator can add it with --allowed-hosts.',
  );
});

const TARGETS = ["/chat", "/api/rooms", "/healthz", "/rooms/chat/log", "/sockjs/info", "/stomp/info"];
const POLL = "/socket.io/?EIO=4&transport=polling";
const SOCKETS = ["/ws", "/ws/chat?name=a", "/stomp", "/sockjs/websocket", "/socket.io/?EIO=4&transport=websocket"];

test("DNS rebinding: no page, no API, no gateway answers under a name of somebody else's", async (t) => {
  const { port } = await served(t);
  for (const [host, isOurs] of [
    ["evil.example", false],
    ["localhost", true],
  ] as const) {
    for (const target of [...TARGETS, POLL]) {
      const peer = await Peer.open(port);
      peer.send(requestHead(`GET ${target} HTTP/1.1`, { Host: `${host}:${port}`, Connection: "close" }));
      const status = await peer.until("status", () => /^HTTP\/1.1 (\d+) /.exec(peer.bytes.toString())?.[1]);
      assert.equal(status, isOurs ? "200" : "421", `${target} at ${host}`);
      peer.socket.destroy();
    }
    for (const target of SOCKETS) {
      const peer = await Peer.open(port);
      const offer = target === "/ws" ? "madang.v1" : undefined;
      const fields = { Host: `${host}:${port}`, Origin: `http://${host}:${port}`, "Sec-WebSocket-Protocol": offer };
      peer.send(handshake(target, fields));
      const { status, body } = await peer.answer();
      assert.equal(status, isOurs ? 101 : 421, `${target} at ${host}`);
      if (!isOurs) assert.match(body, /--allowed-hosts/);
      peer.socket.destroy();
    }
  }
  const old = await Peer.open(port);
  old.send("GET /healthz HTTP/1.0\r\n\r\n");
  assert.equal((await old.answer()).status, 200);
});

test("RFC 9113 8.3.1: over HTTP/2 `:authority` is the name", async (t) => {
  const folder = await tempFolder(t);
  const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  const certificate = selfSigned();
  writeFileSync(cert, certificate.cert);
  writeFileSync(key, certificate.key);
  const { port } = await served(t, `--tls-cert=${cert}`, `--tls-key=${key}`);
  const browser = await Http2Peer.open(t, `https://127.0.0.1:${port}`);
  for (const [authority, status] of [
    ["evil.example", 421],
    [`localhost:${port}`, 200],
  ] as const) {
    assert.equal((await browser.ask({ ":path": "/healthz", ":authority": authority })).status, status);
  }
});
