import assert from "node:assert/strict";
import { test } from "node:test";
import { HIGH_WATER_BYTES } from "../../src/engineio/engine-link.ts";
import { makeEngineYard } from "./engine-yard.ts";

test("issue 7, 1: what a turn brings goes out with the poll that waits; the rest waits for the next", async () => {
  const { gateway, turn, begin, poll } = makeEngineYard();
  const query = await poll();
  const first = await begin("GET", query);
  gateway.session.say("a", "b");
  gateway.session.say("c");
  assert.equal(first.reply(), undefined);
  turn.end();
  assert.equal(first.reply(), "200 4a\x1e4b\x1e4c");
  gateway.session.say("d");
  turn.end();
  gateway.session.say("e");
  turn.end();
  assert.equal((await begin("GET", query)).reply(), "200 4d\x1e4e");
});

test("issue 7, 1: a reader that does not poll is full, and is told when it has come for it", async () => {
  const { gateway, begin, poll } = makeEngineYard();
  const query = await poll();
  assert.equal(gateway.session.say("x".repeat(HIGH_WATER_BYTES / 2)), true);
  assert.equal(gateway.session.say("y".repeat(HIGH_WATER_BYTES / 2)), false);
  assert.deepEqual(gateway.session.calls, []);
  const poll1 = await begin("GET", query);
  assert.equal(poll1.reply()?.length, HIGH_WATER_BYTES + 7);
  assert.deepEqual(gateway.session.calls, ["drained"]);
});

test("issue 7, 1: a client that asks on and on without polling is closed", async () => {
  const { gateway, begin, poll } = makeEngineYard();
  const query = await poll();
  for (let count = 0; count < 40; count++) gateway.session.say("x".repeat(60_000));
  assert.deepEqual(gateway.session.calls, ["closed"]);
  assert.match((await begin("GET", query)).reply() ?? "", /^400 .*Session ID unknown/);
});

test("engine.io-protocol, Upgrade: the framing changes with it, and what was written before comes first, once", async () => {
  const { gateway, turn, begin, poll, socket } = makeEngineYard();
  const query = await poll();
  const session = gateway.session;
  const reframed: string[] = [];
  Object.assign(session, {
    reframed: () => reframed.push(session.carrier.framing.key),
  });
  assert.equal(session.carrier.framing.key, "engineio-polling");
  const held = await begin("GET", query);
  session.say("over the poll");
  const { carrier, end } = await socket(query.replace("polling", "websocket"));
  end.text("2probe");
  assert.equal(held.reply(), "200 4over the poll");
  assert.deepEqual(carrier.messages, ["3probe"]);
  session.say("one");
  turn.end();
  session.carrier.write(session.carrier.framing.frame([Uint8Array.of(1), "two"]));
  end.text("5");
  assert.deepEqual(reframed, ["engineio/fake"]);
  session.say("three");
  turn.end();
  assert.deepEqual(carrier.messages, ["3probe", "4one", "x01", "4two", "4three"]);
  carrier.full = true;
  assert.equal(session.say("four"), false);
  end.drained();
  assert.deepEqual(session.calls, ["drained"]);
});

test("engine.io-protocol, Heartbeat: a ping that is due goes out in one answer with what waits", async () => {
  const { gateway, turn, begin, poll, go } = makeEngineYard();
  const query = await poll();
  gateway.session.say("a");
  turn.end();
  go(8000);
  assert.equal((await begin("GET", query)).reply(), "200 2\x1e4a");
  gateway.session.say("x".repeat(HIGH_WATER_BYTES));
  turn.end();
  await begin("POST", query, "3");
  go(8000);
  assert.ok((await begin("GET", query)).reply()?.startsWith("200 2\x1e4xxx"));
  assert.deepEqual(gateway.session.calls, ["drained"]);
});

test("carrier.ts, hold: over polls, a POST is answered when it is over, and the client's silence is borne", async () => {
  const { gateway, begin, poll, go, door } = makeEngineYard();
  const query = await poll();
  gateway.answer = ({ carrier }) => carrier.hold?.(true);
  const held = await begin("POST", query, "4a\x1e4b");
  assert.deepEqual([gateway.session.heard, held.reply()], [["a"], undefined]);
  // Its pings are answered by nobody; that it is there, its next poll shows.
  let polled = await begin("GET", query);
  for (let seconds = 0; seconds < 60; seconds++) {
    go(1000);
    if (polled.reply() !== undefined) polled = await begin("GET", query);
  }
  assert.equal(door.counts.sessions, 1);
  // What came behind it is heard when it is over, and may be too much again.
  gateway.session.carrier.hold?.(false);
  assert.deepEqual([gateway.session.heard, held.reply()], [["a", "b"], undefined]);
  gateway.session.carrier.hold?.(false);
  assert.equal(held.reply(), "200 ok");
  gateway.answer = () => undefined;
  assert.equal((await begin("POST", query, "4c")).reply(), "200 ok");
  gateway.session.carrier.hold?.(true);
  const last = await begin("POST", query, "4d");
  assert.match((await begin("POST", query, "4e")).reply() ?? "", /^400/);
  assert.equal(last.reply(), "200 ok");
  assert.deepEqual(gateway.session.calls, ["closed"]);
});

test("engine.io-protocol, Heartbeat: who is held and polls no more is given up all the same", async () => {
  const { gateway, begin, poll, go, door } = makeEngineYard();
  const query = await poll();
  gateway.answer = ({ carrier }) => carrier.hold?.(true);
  await begin("POST", query, "4a");
  go(60_000);
  assert.deepEqual([door.counts.sessions, gateway.session.calls], [0, ["closed"]]);
});

test("carrier.ts, hold: a WebSocket is held, from the upgrade on where that was so before", async () => {
  const { gateway, socket, poll } = makeEngineYard();
  const { carrier } = await socket("EIO=4&transport=websocket");
  for (const on of [true, false]) gateway.session.carrier.hold?.(on);
  assert.deepEqual(carrier.holds, [true, false]);
  const query = await poll();
  gateway.session.carrier.hold?.(true);
  const upgraded = await socket(query.replace("polling", "websocket"));
  upgraded.end.text("2probe");
  assert.deepEqual(upgraded.carrier.holds, []);
  upgraded.end.text("5");
  assert.deepEqual(upgraded.carrier.holds, [true]);
});

test("engine.io-protocol, Close: the gateway closes after what waits; on a WebSocket with its own code", async () => {
  const { gateway, turn, begin, poll, socket } = makeEngineYard();
  const query = await poll();
  const held = await begin("GET", query);
  gateway.session.say("last");
  gateway.session.carrier.close(1008, "enough");
  assert.equal(held.reply(), "200 4last");
  assert.equal((await begin("GET", query)).reply(), "200 1");
  assert.deepEqual(gateway.session.calls, ["closed"]);
  const { carrier } = await socket("EIO=4&transport=websocket");
  gateway.session.carrier.close(1008, "enough");
  turn.end();
  assert.deepEqual(carrier.goodbye, { code: 1008, reason: "enough" });
  assert.deepEqual(gateway.session.calls, ["closed"]);
});

test("a fault of the gateway's ends its session and nothing else", async () => {
  const { gateway, faults, begin, poll } = makeEngineYard();
  const [query, other] = [await poll(), await poll()];
  gateway.answer = () => {
    throw new Error("a fault");
  };
  assert.equal((await begin("POST", query, "4boom")).reply(), "200 ok");
  assert.equal(faults.length, 1);
  gateway.answer = () => undefined;
  assert.equal((await begin("GET", query)).reply(), "200 1");
  assert.equal((await begin("POST", other, "4fine")).reply(), "200 ok");
});
