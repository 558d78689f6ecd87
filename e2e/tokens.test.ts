import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { request } from "node:http";
import { after, before, describe, test } from "node:test";
import { signToken } from "../examples/sign.ts";
import { ChatServer, OPERATOR_TOKEN } from "./support/chat-server.ts";
import { SECRET } from "./support/example.ts";

const soon = Math.floor(Date.now() / 1000) + 600;
const claims = { sub: "42", name: "김영희", aud: "madang", exp: soon };

const REFUSED: readonly (readonly [what: string, token: string, reason: RegExp])[] = [
  ["forged", signToken(claims, "another-secret-that-is-long-enough"), /signature is not the host site's/],
  ["expired", signToken({ ...claims, exp: soon - 3600 }, SECRET), /has expired/],
  ["for another audience", signToken({ ...claims, aud: "shop" }, SECRET), /another audience/],
  ["without a signature (alg none)", unsigned(claims), /algorithm is not one that this server accepts/],
  ["12 kB long", long(12_000), /characters; 8192 are taken/],
];

describe("tokens that are refused, each with its own reason", { timeout: 60_000 }, () => {
  let server: ChatServer;
  before(async () => {
    const jwt = ["--jwt-secret", SECRET, "--jwt-audience", "madang", "--jwt-cookie", "site-login"];
    server = await ChatServer.start(...jwt);
  });
  after(() => server?.close());

  for (const [what, token, reason] of REFUSED) {
    test(`issue 3: over the native hello, one that is ${what}`, async () => {
      const { error, close } = await hello(server, token);
      assert.equal(error["code"], "login");
      assert.match(String(error["why"]), reason);
      assert.equal(close.code, 4003);
      assert.match(close.reason, reason);
      assert.ok(!JSON.stringify([error, close.reason]).includes(token.slice(-20)), "the token is not repeated");
    });

    test(`issue 3: over the cookie on /ws/{room}, one that is ${what}`, async () => {
      const { status, body } = await upgrade(server, token);
      assert.equal(status, 401);
      assert.match(body, reason);
      assert.ok(!body.includes(token.slice(-20)));
    });
  }

  test("issue 3: one that is 100 kB long meets the bounds before the judge: of a message (1009), of a request's head (431)", async () => {
    const { error, close } = await hello(server, long(100_000));
    assert.deepEqual(error, {});
    assert.equal(close.code, 1009);
    assert.match(close.reason, /65536/);
    const { status } = await upgrade(server, long(100_000));
    assert.equal(status, 431);
  });

  test("the operator is told why, and what the tokens said of themselves, without the tokens", async () => {
    const response = await fetch(`${server.url}/api/refusals`, {
      headers: { authorization: `Bearer ${OPERATOR_TOKEN}` },
    });
    const told = await response.text();
    for (const [what, token, reason] of REFUSED) {
      assert.match(told, reason, what);
      assert.ok(!told.includes(token.slice(-20)), what);
    }
    assert.match(told, /"aud":"shop"/);
  });

  test("a good one is let in by either way", async () => {
    const token = signToken(claims, SECRET);
    assert.equal((await upgrade(server, token)).status, 101);
    const socket = new WebSocket(`${server.webSocketUrl}/ws`, "madang.v1");
    await once(socket, "open");
    socket.send(JSON.stringify({ type: "hello", token }));
    const [event]: MessageEvent[] = await once(socket, "message");
    assert.deepEqual(JSON.parse(String(event?.data)).you, { kind: "user", name: "김영희", id: "42" });
    socket.close();
    await once(socket, "close");
  });
});

/** A good one but for its length. */
function long(characters: number): string {
  return signToken({ ...claims, more: "x".repeat((characters * 3) / 4) }, SECRET);
}

/** RFC 8725 section 2.1: a token that says it needs no signature. */
function unsigned(payload: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "none" })}.${part(payload)}`;
  return `${signed}.${createHmac("sha256", "").update(signed).digest("base64url")}`;
}

async function hello(
  server: ChatServer,
  token: string,
): Promise<{ error: Record<string, unknown>; close: { code: number; reason: string } }> {
  const socket = new WebSocket(`${server.webSocketUrl}/ws`, "madang.v1");
  await once(socket, "open");
  const closed: Promise<CloseEvent[]> = once(socket, "close");
  socket.send(JSON.stringify({ type: "hello", token }));
  let error: Record<string, unknown> = {};
  socket.addEventListener("message", ({ data }) => {
    error = JSON.parse(String(data)) as Record<string, unknown>;
  });
  const [close] = await closed;
  return {
    error,
    close: { code: close?.code ?? 0, reason: close?.reason ?? "" },
  };
}

/** What a page's WebSocket sends, with a cookie of ours, which no WebSocket of Node's can send. */
async function upgrade(server: ChatServer, token: string): Promise<{ status: number; body: string }> {
  const asked = request(`${server.url}/ws/chat`, {
    headers: {
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
      cookie: `theme=dark; site-login=${token}`,
    },
  });
  asked.end();
  return new Promise((resolve, reject) => {
    asked.on("error", reject);
    asked.on("upgrade", (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode ?? 0, body: "" });
    });
    asked.on("response", (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (text: string) => {
        body += text;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
    });
  });
}
