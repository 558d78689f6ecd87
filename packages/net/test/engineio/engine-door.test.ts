import assert from "node:assert/strict";
import { test } from "node:test";
import { callerOf, makeEngineYard } from "./engine-yard.ts";

test("engine.io lib/server.ts, verify: what is no request of a session is refused with its code", async () => {
  const { begin, door } = makeEngineYard();
  assert.match((await begin("GET", "EIO=4")).reply() ?? "", /^400 \{"code":0,/);
  assert.match((await begin("GET", "EIO=4&transport=polling&sid=x")).reply() ?? "", /^400 \{"code":1,/);
  assert.match((await begin("PUT", "EIO=4&transport=polling")).reply() ?? "", /^400 \{"code":2,/);
  assert.match((await begin("GET", "EIO=3&transport=polling")).reply() ?? "", /^400 \{"code":5,/);
  const refused = await door.admit(callerOf("EIO=4&transport=websocket&sid=x"));
  assert.deepEqual("status" in refused && [refused.status, refused.detail], [400, "Session ID unknown"]);
});

test("engine.io-protocol, Heartbeat: one wheel pings everybody, and ends who is silent", async () => {
  const { begin, poll, socket, go, door, gateway } = makeEngineYard();
  const query = await poll();
  const held = await begin("GET", query);
  const { carrier, end } = await socket("EIO=4&transport=websocket");
  go(8000);
  assert.equal(held.reply(), "200 2");
  assert.deepEqual(carrier.messages.slice(1), ["2"]);
  end.text("3");
  await begin("GET", query);
  assert.deepEqual(door.counts, { sessions: 2, polling: 1 });
  go(8000);
  assert.deepEqual(door.counts, { sessions: 1, polling: 0 });
  assert.deepEqual(
    gateway.sessions.map(({ calls }) => calls.join()),
    ["closed", ""],
  );
});

test("issue 7, 1: the table of sessions is bounded; who comes later is told to come back", async () => {
  const { begin, poll, door } = makeEngineYard({ maxSessions: 2 });
  const [query] = [await poll(), await poll()];
  assert.match((await begin("GET", "EIO=4&transport=polling")).reply() ?? "", /^503 \{"code":4,/);
  const refused = await door.admit(callerOf("EIO=4&transport=websocket"));
  assert.equal("status" in refused && refused.status, 503);
  await begin("POST", query, "1");
  assert.equal(door.counts.sessions, 1);
  await poll();
});

test("whom the gateway does not let in is told why, in Engine.IO's form", async () => {
  const { begin, gateway } = makeEngineYard();
  gateway.admission = () => ({ status: 429, title: "Too Many Requests", detail: "wait" });
  assert.equal((await begin("GET", "EIO=4&transport=polling")).reply(), '429 {"code":4,"message":"wait"}');
});

test("a client that goes before its answer ends its session, as in the reference", async () => {
  const { begin, poll, door } = makeEngineYard();
  const held = await begin("GET", await poll());
  held.leave();
  assert.equal(door.counts.sessions, 0);
});

test("at the end those who poll are sent away, each after a time of its own", async () => {
  const { begin, poll, door, gateway } = makeEngineYard();
  const held = await begin("GET", await poll());
  door.close(() => 5, "the server restarts");
  assert.equal(held.reply(), "200 1");
  assert.deepEqual(gateway.session.calls, ["closed"]);
});

test("a WebSocket whose session has gone since it was let in is closed", async () => {
  const { begin, poll, door, socket } = makeEngineYard();
  const query = await poll();
  const admission = await door.admit(callerOf(query.replace("polling", "websocket")));
  await begin("POST", query, "1");
  assert.ok("open" in admission);
  const { carrier } = await socket("EIO=4&transport=websocket");
  carrier.clear();
  const end = admission.open(carrier);
  assert.equal(carrier.goodbye?.code, 1008);
  end.closed();
});

test("engine.io-protocol, Upgrade: a poll after it is refused, after what the WebSocket is told in that turn", async () => {
  const { begin, poll, socket, turn } = makeEngineYard();
  const query = await poll();
  const { end } = await socket(query.replace("polling", "websocket"));
  end.text("2probe");
  end.text("5");
  const late = await begin("GET", query);
  assert.equal(late.reply(), undefined);
  turn.end();
  assert.match(late.reply() ?? "", /^400 \{"code":3,/);
});

test("engine.io lib/server.ts, abortRequest: its carrier says no in Engine.IO's form too, and lets any field be sent", () => {
  const { door } = makeEngineYard();
  const say = (status: number): string =>
    Buffer.from(door.refuse({ status, title: "", detail: "why" }).body).toString();
  assert.equal(say(403), '{"code":4,"message":"why"}');
  assert.equal(say(413), '{"code":3,"message":"why"}');
  assert.equal(door.fields.sent, "any");
});
