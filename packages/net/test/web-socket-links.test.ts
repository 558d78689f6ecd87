import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { SHARED_DEFLATE, TAKEOVER_DEFLATE } from "@madang/wire/websocket";
import { WebSocket } from "ws";
import type { FakeSession } from "./fake-gateway.ts";
import { openDoor } from "./open-door.ts";
import { goodbye, handshake, Peer, text } from "./peer.ts";

test("heart-beat: a peer is asked every 25 s, and gone 25 s after it does not answer", async (t) => {
  const { port, ticker, gateway, door } = await openDoor(t);
  const answering = await Peer.join(port);
  const silent = await Peer.join(port);
  const talking = await Peer.join(port);
  const pings = (peer: Peer): number => peer.events.filter(({ kind }) => kind === "ping").length;
  ticker.advance(25_000);
  for (const peer of [answering, silent, talking]) await peer.until("ping", () => pings(peer) === 1);
  answering.send(Uint8Array.of(0x8a, 0x80, 0, 0, 0, 0));
  talking.send(text("a"));
  await gateway.until(() => gateway.sessions.some(({ heard }) => heard.length === 1));
  answering.send(text("b"));
  await gateway.until(() => gateway.sessions[0]?.heard.length === 1);
  ticker.advance(25_000);
  await silent.closed();
  for (const peer of [answering, talking]) await peer.until("ping", () => pings(peer) === 2);
  await gateway.until(() => gateway.sessions[1]?.calls.join() === "closed");
  assert.equal(door.connections, 2);
});

test("P20: everybody gone, close has nothing to wait for", async (t) => {
  const { port, door, gateway } = await openDoor(t);
  const peer = await Peer.join(port);
  peer.send(goodbye(1000));
  await gateway.until(() => gateway.session.calls.includes("closed"));
  peer.socket.end();
  await door.close(() => 0, "");
  assert.equal(door.connections, 0);
});

test("a bound of its own for each gateway: RFC 6455 7.4.1, 1009 beyond it", async (t) => {
  const { port, gateway } = await openDoor(t);
  for (const most of [10, 200]) {
    gateway.maxMessageBytes = most;
    const peer = await Peer.join(port);
    peer.send(text("x".repeat(most)));
    await gateway.until(() => gateway.session.heard.length === 1);
    peer.send(text("x".repeat(most + 1)));
    assert.equal((await peer.until("goodbye", () => peer.goodbye))[0], 1009);
  }
});

test("issue 4, 3: who takes no byte for 60 s of what it is owed is reset, though it talks, and counted", async (t) => {
  const { port, gateway, ticker, door } = await openDoor(t);
  const [deaf, fine] = [await Peer.join(port), await Peer.join(port)];
  const [first, second] = gateway.sessions;
  deaf.socket.pause();
  await fill(gateway.sessions[0]);
  for (let looks = 0; looks < 5; looks++) {
    assert.ok(!first?.calls.includes("closed"), `${looks * 15} s`);
    for (const peer of [deaf, fine]) peer.send(text("still here"));
    await gateway.until(() => first?.heard.length === looks + 1 && second?.heard.length === looks + 1);
    ticker.advance(15_000);
  }
  await gateway.until(() => first?.calls.includes("closed") === true);
  assert.deepEqual(second?.calls, []);
  assert.equal(door.ended.get("stalled"), 1);
  const broken = new Promise((resolve) => deaf.socket.once("close", resolve));
  deaf.socket.resume();
  await broken;
  assert.equal(door.connections, 1);
});

test("issue 4, 3: who reads slowly, but reads, stays, though its pongs wait behind megabytes", async (t) => {
  const { port, gateway, ticker, door } = await openDoor(t);
  const slow = await Peer.join(port);
  slow.socket.pause();
  const { session } = gateway;
  for (let looks = 0; looks < 16; looks++) {
    await fill(session);
    for (let taken = 0, turns = 0; taken < 1_500_000 && !session?.calls.includes("drained"); turns++) {
      assert.ok(turns < 1_000_000, "nothing comes");
      const piece = slow.socket.read() as Buffer | null;
      assert.ok(!slow.isClosed, `given up after ${looks * 15} s`);
      taken += piece?.length ?? 0;
      if (piece === null) await new Promise(setImmediate);
    }
    ticker.advance(15_000);
  }
  await new Promise(setImmediate);
  assert.equal(door.connections, 1);
  assert.deepEqual(new Set(door.ended.values()), new Set([0]));
});

test("heart-beat: what the kernel takes by itself is no sign of life: who is gone from a room that talks is given up", async (t) => {
  const { port, gateway, ticker, door } = await openDoor(t);
  const silent = await Peer.join(port);
  silent.socket.pause();
  for (let seconds = 0; seconds < 50; seconds += 5) {
    gateway.session.say("x".repeat(1000));
    await new Promise(setImmediate);
    ticker.advance(5000);
  }
  await gateway.until(() => gateway.session.calls.includes("closed"));
  assert.equal(door.ended.get("silent"), 1);
});

/** Writes until the kernel takes no more. */
async function fill(session: FakeSession | undefined): Promise<void> {
  do {
    if (session === undefined) return;
    session.calls.length = 0;
    session.say("x".repeat(500_000));
    for (let turns = 0; turns < 10; turns++) await new Promise(setImmediate);
  } while (session.calls.includes("drained"));
}

test("ends are counted by reason", async (t) => {
  const { port, door, gateway, ticker } = await openDoor(t);
  const [polite, rude, lost, silent] = await Promise.all([0, 1, 2, 3].map(() => Peer.join(port)));
  polite?.send(goodbye(1000));
  rude?.send(Uint8Array.of(0xff, 0xff));
  lost?.socket.destroy();
  await gateway.until(() => gateway.sessions.filter(({ calls }) => calls.includes("closed")).length === 3);
  ticker.advance(50_000);
  await silent?.closed();
  assert.deepEqual(Object.fromEntries(door.ended), { goodbye: 1, rule: 1, lost: 1, silent: 1, stalled: 0, stop: 0 });
});

for (const [what, deflate, extensions] of [
  ["without a policy nothing is compressed", undefined, ""],
  [
    "SHARED_DEFLATE: each message by itself",
    SHARED_DEFLATE,
    "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
  ],
  ["TAKEOVER_DEFLATE: shared images go out plain", TAKEOVER_DEFLATE, "permessage-deflate"],
] as const) {
  test(`RFC 7692 5: ${what}, with ws at the other end`, async (t) => {
    const { port, gateway, faults } = await openDoor(t, { deflate });
    const client = new WebSocket(`ws://127.0.0.1:${port}/ws/chat`, { perMessageDeflate: { threshold: 0 } });
    let answered: string | undefined;
    client.on("upgrade", ({ headers }) => {
      answered = headers["sec-websocket-extensions"];
    });
    await once(client, "open");
    assert.equal(answered ?? "", extensions);

    const lines = ["short", "a long line that says the same again and again; ".repeat(10)];
    for (const line of lines) client.send(line);
    await gateway.until(() => gateway.session.heard.length === 2);
    assert.deepEqual(gateway.session.heard, lines);
    const image = gateway.session.carrier.framing.frame(lines);
    assert.equal(image.length < 200, deflate === SHARED_DEFLATE);
    gateway.session.carrier.write(image);
    gateway.session.carrier.write(image);
    const heard: string[] = [];
    client.on("message", (message: Buffer) => heard.push(message.toString()));
    while (heard.length < 4) await once(client, "message");
    assert.deepEqual(heard, [...lines, ...lines]);
    client.terminate();
    assert.deepEqual(faults, []);
  });
}

test("carrier.ts, compresses: a gateway's word that nothing is compressed counts more than the client's offer", async (t) => {
  const { port, gateway } = await openDoor(t, { deflate: SHARED_DEFLATE });
  gateway.admission = () => ({ ...gateway.letIn(), compresses: false });
  const client = new WebSocket(`ws://127.0.0.1:${port}/ws/chat`);
  t.after(() => client.terminate());
  await once(client, "open");
  assert.equal(client.extensions, "");
});

test("RFC 7692 7.1: connections with one agreement have one framing, with another or none another", async (t) => {
  const { port, gateway } = await openDoor(t, { deflate: SHARED_DEFLATE });
  const keys: string[] = [];
  for (const offer of [
    "permessage-deflate",
    "permessage-deflate",
    "permessage-deflate; server_max_window_bits=10",
    "",
  ]) {
    await Peer.join(port, undefined, offer === "" ? {} : { "Sec-WebSocket-Extensions": offer });
    keys.push(gateway.session.carrier.framing.key);
  }
  assert.equal(keys[0], keys[1]);
  assert.equal(new Set(keys).size, 3);
  assert.equal(gateway.sessions[0]?.carrier.framing, gateway.sessions[1]?.carrier.framing);
});

test("bound: takeovers are counted, and given back when the connection is gone", async (t) => {
  const { port, door } = await openDoor(t, { deflate: { ...TAKEOVER_DEFLATE, maxTakeovers: 1 } });
  const join = async (): Promise<[Peer, boolean]> => {
    const peer = await Peer.open(port);
    peer.send(handshake(undefined, { "Sec-WebSocket-Extensions": "permessage-deflate" }));
    return [peer, !(await peer.upgraded()).head.includes("no_context_takeover")];
  };
  const [first, hasTakeover] = await join();
  assert.deepEqual([hasTakeover, (await join())[1]], [true, false]);
  first.socket.destroy();
  while (door.connections > 1) await new Promise(setImmediate);
  assert.deepEqual([(await join())[1], (await join())[1]], [true, false]);
});
