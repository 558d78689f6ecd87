import assert from "node:assert/strict";
import { test } from "node:test";
import type { HttpAnswer } from "@madang/wire";
import { NodeHost } from "../../src/node-host.ts";
import { callerOf, makeEngineYard } from "./engine-yard.ts";

const host = new NodeHost();

/** Status and body, when they are known already. */
function told(answer: HttpAnswer | undefined): string | undefined {
  let text: string | undefined;
  if (answer?.kind !== "hold") return undefined;
  answer.wait(({ status, body }) => {
    text = `${status} ${host.decode(body)}`;
  });
  return text;
}

test("engine.io lib/transports/polling.ts: a second POST beside one that is under way ends both, and the session", async () => {
  const { door, gateway, poll, begin } = makeEngineYard();
  const query = await poll();
  const held = await begin("GET", query);
  const [first, second] = [1, 2].map(() => door.announce("POST", callerOf(query)));
  assert.equal(held.reply(), "200 1");
  assert.deepEqual(gateway.session.calls, ["closed"]);
  assert.match(told(second?.ended(host.encode("4b"))) ?? "", /^400 .*Bad request/);
  assert.match(told(first?.ended(host.encode("4a"))) ?? "", /^400 .*Session ID unknown/);
  assert.deepEqual(gateway.session.heard, []);
});

test("engine.io lib/transports/polling.ts: a POST that breaks off ends the session; one that is too long does not", async () => {
  const { door, gateway, poll } = makeEngineYard();
  const query = await poll();
  door.announce("POST", callerOf(query))?.failed("too big");
  assert.equal(told(door.announce("POST", callerOf(query))?.ended(host.encode("4a"))), "200 ok");
  assert.deepEqual(gateway.session.heard, ["a"]);
  door.announce("POST", callerOf(query))?.failed("gone");
  assert.deepEqual(gateway.session.calls, ["closed"]);
  assert.equal(door.counts.sessions, 0);
});

test("engine.io lib/server.ts, verify: what is no POST of a session is not announced", async () => {
  const { door, poll } = makeEngineYard();
  const query = await poll();
  assert.equal(door.announce("PUT", callerOf(query)), undefined);
  assert.equal(door.announce("POST", callerOf(`${query}x`)), undefined);
});
