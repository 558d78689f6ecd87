import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { type EchoService, echoService } from "./echo-peer.ts";

const POLLING = "EIO=4&transport=polling";

for (const path of ["/engine.io/", "/socket.io/"]) {
  test(`engine.io-protocol, Handshake, ${path}: the open packet has exactly these keys, on both transports`, async (t) => {
    const { get, socket } = await echoService(t, path);
    const response = await get(POLLING);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("content-type"), "text/plain; charset=UTF-8");
    assert.equal(response.headers.get("cache-control"), "no-store");
    const greetings = [await response.text(), String(await socket("EIO=4&transport=websocket").next())];
    for (const [index, greeting] of greetings.entries()) {
      const { sid, ...terms } = JSON.parse(greeting.slice(1)) as Record<string, unknown>;
      assert.match(String(sid), /^[\w-]{20}$/);
      const upgrades = index === 0 ? ["websocket"] : [];
      assert.deepEqual(terms, { upgrades, pingInterval: 300, pingTimeout: 200, maxPayload: 1_000_000 });
    }
  });

  test(`engine.io-protocol, Handshake, ${path}: what is no handshake is 400, or no WebSocket`, async (t) => {
    const { get, socket } = await echoService(t, path);
    const codes: [string, number, RequestInit?][] = [
      ["transport=polling", 5],
      ["EIO=abc&transport=polling", 5],
      ["EIO=3&transport=polling", 5],
      ["EIO=4", 0],
      ["EIO=4&transport=abc", 0],
      [POLLING, 2, { method: "POST" }],
      [POLLING, 2, { method: "PUT" }],
      [`${POLLING}&sid=nobody`, 1],
      ["EIO=4&transport=websocket", 3],
    ];
    for (const [query, code, init] of codes) {
      const response = await get(query, init);
      assert.equal(response.status, 400, query);
      assert.equal(((await response.json()) as { code: number }).code, code, query);
    }
    for (const query of ["transport=websocket", "EIO=abc&transport=websocket", "EIO=4", "EIO=4&transport=abc"])
      assert.equal(await socket(query).next(), "closed", query);
    assert.equal(await socket("EIO=4&transport=websocket&sid=nobody").next(), "closed");
  });

  test(`engine.io-protocol, Heartbeat, ${path}: pings come, pongs keep the session, silence ends it`, async (t) => {
    const { get, poll, greeted } = await echoService(t, path);
    const query = await poll();
    const socket = await greeted();
    for (let round = 0; round < 3; round++) {
      assert.equal(await (await get(query)).text(), "2");
      assert.equal(await (await get(query, { method: "POST", body: "3" })).text(), "ok");
      assert.equal(await socket.next(true), "2");
      socket.send("3");
    }
    const silent = await poll();
    assert.deepEqual(await socket.rest(), ["2"]);
    await sleep(500);
    assert.equal((await get(silent)).status, 400);
  });

  test(`engine.io-protocol, Close, ${path}: a close packet ends the pending poll with a noop, or the WebSocket`, async (t) => {
    const { get, poll, greeted } = await echoService(t, path);
    const query = await poll();
    const pending = get(query);
    await sleep(20);
    assert.equal((await get(query, { method: "POST", body: "1" })).status, 200);
    assert.equal(await (await pending).text(), "6");
    assert.equal((await get(query)).status, 400);
    const socket = await greeted();
    socket.send("1");
    assert.equal(await socket.next(), "closed");
  });

  test(`engine.io-protocol, Upgrade, ${path}: afterwards polls are refused, and a second WebSocket is closed`, async (t) => {
    const service = await echoService(t, path);
    const query = await service.poll();
    const socket = await upgraded(service, query);
    assert.equal((await service.get(query)).status, 400);
    assert.equal((await service.get(query, { method: "POST", body: "4x" })).status, 400);
    const second = service.socket(query.replace("polling", "websocket"));
    assert.equal(await second.next(), "closed");
    if (path !== "/engine.io/") return;
    socket.send("4hello");
    assert.equal(await socket.next(), "4hello");
  });
}

async function upgraded({ socket, get }: EchoService, query: string): Promise<ReturnType<EchoService["socket"]>> {
  const probe = socket(query.replace("polling", "websocket"));
  await new Promise((resolve) => probe.socket.once("open", resolve));
  const pending = get(query);
  await sleep(20);
  probe.send("2probe");
  assert.equal(await probe.next(), "3probe");
  assert.equal(await (await pending).text(), "6");
  assert.equal(await (await get(query)).text(), "6");
  probe.send("5");
  await sleep(20);
  return probe;
}

test("engine.io-protocol, Message: payloads of text and bytes, as they were sent", async (t) => {
  const { get, poll } = await echoService(t, "/engine.io/");
  const query = await poll();
  for (const body of ["4hello", "4test1\x1e4test2\x1e4test3", "4hello\x1ebAQIDBA==", "4한글"]) {
    const posted = await get(query, { method: "POST", body });
    assert.deepEqual(
      [posted.status, posted.headers.get("content-type"), await posted.text()],
      [200, "text/html", "ok"],
    );
    assert.equal(await (await get(query)).text(), body);
  }
});

test("engine.io-protocol, Message: over a WebSocket, a frame each, bytes without a prefix", async (t) => {
  const { greeted } = await echoService(t, "/engine.io/");
  const socket = await greeted();
  socket.send("4hello");
  socket.send(Uint8Array.of(1, 2, 3, 4));
  assert.equal(await socket.next(), "4hello");
  assert.deepEqual(await socket.next(), Buffer.from([1, 2, 3, 4]));
  socket.send("abc");
  assert.equal(await socket.next(), "closed");
});

test("engine.io-protocol, Message: an unknown packet closes the session", async (t) => {
  const { get, poll } = await echoService(t, "/engine.io/");
  const query = await poll();
  assert.equal((await get(query, { method: "POST", body: "abc" })).status, 400);
  assert.equal((await get(query)).status, 400);
});

test("engine.io-protocol, Message: a second poll ends both, and the session", async (t) => {
  const { get, poll } = await echoService(t, "/engine.io/");
  const query = await poll();
  const first = get(query);
  await sleep(5);
  const second = get(`${query}&t=burst`);
  assert.equal(await (await first).text(), "1");
  assert.equal((await second).status, 400);
  assert.equal((await get(query)).status, 400);
});

test("engine.io-protocol test suite, upgrade: 5 right behind the probe, then a poll: 400, and the answer to the probe before it", async (t) => {
  const { get, poll, socket } = await echoService(t, "/engine.io/");
  const query = await poll();
  const probe = socket(query.replace("polling", "websocket"));
  await once(probe.socket, "open");
  // A client that compresses would send later than it was told to.
  assert.equal(probe.socket.extensions, "");
  const heard: string[] = [];
  probe.socket.on("message", (data: Buffer) => heard.push(data.toString()));
  probe.send("2probe");
  probe.send("5");
  assert.equal((await get(query)).status, 400);
  assert.deepEqual(heard, ["3probe"]);
});

test("engine.io lib/transports/polling.ts: two POSTs at a time end the session, and the poll with 1", async (t) => {
  const { get, poll } = await echoService(t, "/engine.io/");
  const query = await poll();
  const pending = get(query);
  const { readable, writable } = new TransformStream<Uint8Array>();
  const first = get(query, { method: "POST", body: readable, duplex: "half" });
  const writer = writable.getWriter();
  await writer.write(Buffer.from("4a"));
  await sleep(20);
  assert.equal((await get(query, { method: "POST", body: "4b" })).status, 400);
  assert.equal(await (await pending).text(), "1");
  await writer.close();
  assert.equal((await first).status, 400);
  assert.equal((await get(query)).status, 400);
});

test("engine.io lib/transports/polling.ts: bytes as such are refused; too long a body is 413, and the session goes on", async (t) => {
  const { get, poll } = await echoService(t, "/engine.io/");
  const query = await poll();
  const big = await get(query, { method: "POST", body: `4${"x".repeat(1_000_000)}` });
  assert.deepEqual([big.status, ((await big.json()) as { code: number }).code], [413, 3]);
  assert.equal((await get(query, { method: "POST", body: "4a" })).status, 200);
  const headers = { "content-type": "application/octet-stream" };
  assert.equal((await get(query, { method: "POST", body: Uint8Array.of(4), headers })).status, 400);
  assert.equal((await get(query)).status, 400);
});

test("engine.io-protocol, Upgrade: what waits when the WebSocket takes over comes over it, once", async (t) => {
  const service = await echoService(t, "/engine.io/");
  const query = await service.poll();
  const probe = service.socket(query.replace("polling", "websocket"));
  await new Promise((resolve) => probe.socket.once("open", resolve));
  probe.send("2probe");
  assert.equal(await probe.next(), "3probe");
  assert.equal((await service.get(query, { method: "POST", body: "4one\x1ebAQI=\x1e4two" })).status, 200);
  probe.send("5");
  probe.send("4three");
  assert.deepEqual(
    [await probe.next(), await probe.next(), await probe.next(), await probe.next()],
    ["4one", Buffer.from([1, 2]), "4two", "4three"],
  );
});

test("engine.io lib/server.ts: pages of other origins are told that they may, a preflight too", async (t) => {
  const { get } = await echoService(t, "/engine.io/");
  const headers = { origin: "http://other.example" };
  const asked = await get(POLLING, {
    method: "OPTIONS",
    headers: { ...headers, "access-control-request-method": "POST" },
  });
  assert.equal(asked.status, 204);
  for (const response of [asked, await get(POLLING, { headers }), await get("EIO=4", { headers })]) {
    assert.equal(response.headers.get("access-control-allow-origin"), "http://other.example");
    assert.equal(response.headers.get("access-control-allow-credentials"), "true");
  }
});
