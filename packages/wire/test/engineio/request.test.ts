import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeRequest, type Transport } from "../../src/engineio/index.ts";

const SESSIONS = new Map<string, Transport>([
  ["p", "polling"],
  ["w", "websocket"],
]);

/** `GET EIO=4&transport=polling`, with `+` for an upgrade, to what it wants: `poll p`, `open polling`, `refused 3`. */
function judged(line: string): string {
  const [method = "", query = "", plus] = line.split(" ");
  const asked = new Map(new URLSearchParams(query));
  const judgement = judgeRequest({ method, query: asked, upgrade: plus === "+" }, (sid) => SESSIONS.get(sid));
  if (judgement.kind === "refused") return `refused ${judgement.error.code}`;
  if (judgement.kind === "open") return `open ${judgement.transport}`;
  return "sid" in judgement ? `${judgement.kind} ${judgement.sid}` : judgement.kind;
}

test("engine.io-protocol, Handshake: EIO, transport and method", () => {
  assert.equal(judged("GET EIO=4&transport=polling"), "open polling");
  assert.equal(judged("GET EIO=4&transport=websocket +"), "open websocket");
  assert.equal(judged("GET transport=polling"), "refused 5");
  assert.equal(judged("GET EIO=abc&transport=polling"), "refused 5");
  assert.equal(judged("GET EIO=3&transport=websocket +"), "refused 5");
  assert.equal(judged("GET EIO=4"), "refused 0");
  assert.equal(judged("GET EIO=4&transport=abc"), "refused 0");
  assert.equal(judged("GET EIO=4&transport=constructor +"), "refused 0");
  assert.equal(judged("POST EIO=4&transport=polling"), "refused 2");
  assert.equal(judged("PUT EIO=4&transport=polling"), "refused 2");
  assert.equal(judged("GET EIO=4&transport=websocket"), "refused 3");
  assert.equal(judged("GET EIO=4&transport=polling +"), "refused 3");
  assert.equal(judged("OPTIONS "), "preflight");
});

test("engine.io lib/server.ts, verify: with a sid", () => {
  assert.equal(judged("GET EIO=4&transport=polling&sid=p&t=x"), "poll p");
  assert.equal(judged("POST EIO=4&transport=polling&sid=p"), "post p");
  assert.equal(judged("GET EIO=4&transport=websocket&sid=p +"), "upgrade p");
  assert.equal(judged("GET EIO=4&transport=polling&sid=nobody"), "refused 1");
  assert.equal(judged("GET EIO=4&transport=websocket&sid=nobody +"), "refused 1");
  assert.equal(judged("GET EIO=3&transport=polling&sid=p"), "refused 3");
  assert.equal(judged("GET EIO=4&transport=polling&sid=w"), "refused 3");
  assert.equal(judged("GET EIO=4&transport=websocket&sid=w"), "refused 3");
  assert.equal(judged("DELETE EIO=4&transport=polling&sid=p"), "refused 2");
});

test("engine.io-protocol, Upgrade: a second WebSocket gets in, for the session to close it", () => {
  assert.equal(judged("GET EIO=4&transport=websocket&sid=w +"), "upgrade w");
});
