import assert from "node:assert/strict";
import { BlockList, createServer } from "node:net";
import { test } from "node:test";
import { manualTurn } from "./manual-turn.ts";
import { openDoor } from "./open-door.ts";
import { goodbye, handshake, Peer, requestHead, SAMPLE_ACCEPT, text } from "./peer.ts";

test("RFC 6455 4.2.2: a good handshake is answered with 101 and the accept key, without a subprotocol", async (t) => {
  const { port } = await openDoor(t);
  const peer = await Peer.open(port);
  peer.send(handshake());
  const { head } = await peer.upgraded();
  assert.match(head, /^HTTP\/1\.1 101 Switching Protocols\r\n/);
  assert.ok(head.includes(`Sec-WebSocket-Accept: ${SAMPLE_ACCEPT}`));
  assert.doesNotMatch(head, /Sec-WebSocket-(Protocol|Extensions)/i);
});

test("RFC 6455 4.2.2: the subprotocol that the gateway chose is answered", async (t) => {
  const { port, gateway } = await openDoor(t);
  gateway.admission = () => gateway.letIn({ subprotocol: "chat" });
  const peer = await Peer.open(port);
  peer.send(handshake("/ws/chat", { "Sec-WebSocket-Protocol": "superchat, chat" }));
  assert.match((await peer.upgraded()).head, /Sec-WebSocket-Protocol: chat(\r|$)/);
  assert.deepEqual(gateway.callers[0]?.subprotocols, ["superchat", "chat"]);
});

test("RFC 9112 2: a head may come byte by byte", async (t) => {
  const { port, gateway } = await openDoor(t);
  const peer = await Peer.open(port);
  for (const byte of Buffer.from(handshake())) {
    peer.send(Uint8Array.of(byte));
    await new Promise(setImmediate);
  }
  await peer.upgraded();
  peer.send(text("hello"));
  await gateway.until(() => gateway.session.heard.length === 1);
});

test("RFC 6455 5: frames right behind the handshake are not lost, nor those that come while it is decided", async (t) => {
  const { port, gateway } = await openDoor(t);
  const decided = Promise.withResolvers<void>();
  gateway.admission = () => decided.promise.then(() => gateway.letIn());
  const peer = await Peer.open(port);
  peer.send(Buffer.concat([Buffer.from(handshake()), text("first"), text("second").subarray(0, 3)]));
  await gateway.until(() => gateway.callers.length === 1);
  peer.send(text("second").subarray(3));
  peer.send(text("third"));
  await new Promise(setImmediate);
  decided.resolve();
  await gateway.until(() => gateway.sessions[0]?.heard.length === 3);
  assert.deepEqual(gateway.session.heard, ["first", "second", "third"]);
});

test("of a crowd whose first requests come at once so many are decided a turn, and what the others have sent waits", async (t) => {
  const turn = manualTurn();
  const { port, gateway } = await openDoor(t, { turn });
  const peers = await Promise.all(Array.from({ length: 40 }, () => Peer.open(port)));
  for (const peer of peers) peer.send(Buffer.concat([Buffer.from(handshake()), text("early")]));
  await gateway.until(() => gateway.callers.length === 16);
  for (let rounds = 0; rounds < 50; rounds++) await new Promise(setImmediate);
  assert.equal(gateway.callers.length, 16);
  for (let turns = 0; turns < 3; turns++) turn.end();
  await gateway.until(() => gateway.callers.length === 40);
  for (let turns = 0; turns < 3; turns++) {
    await new Promise(setImmediate);
    turn.end();
  }
  await Promise.all(peers.map((peer) => peer.upgraded()));
  await gateway.until(() => gateway.sessions.every(({ heard }) => heard[0] === "early"));
});

test("bound: who sends over 64 KiB before being let in is cut off", async (t) => {
  const { port, gateway } = await openDoor(t);
  gateway.admission = () => new Promise(() => undefined);
  const peer = await Peer.open(port);
  peer.send(handshake());
  await gateway.until(() => gateway.callers.length === 1);
  peer.send(Buffer.alloc(128 * 1024));
  await peer.closed();
});

test("RFC 9110 7.8: what asks for no WebSocket is handed on untouched, first byte to last", async (t) => {
  const { port } = await openDoor(t);
  const peer = await Peer.open(port);
  peer.send(requestHead("GET /one HTTP/1.1") + requestHead("GET /two HTTP/1.1"));
  assert.equal((await peer.answer()).body, "GET /one ");
  assert.equal((await peer.answer()).body, "GET /two ");
  peer.send(requestHead("POST /three HTTP/1.1", { "Content-Length": "9" }));
  for (const piece of ["abc", "def", "ghi"]) {
    peer.send(piece);
    await new Promise(setImmediate);
  }
  assert.equal((await peer.answer()).body, "POST /three abcdefghi");
});

test("RFC 9112 9.3: a first request that is a POST in pieces goes on, and the connection is kept", async (t) => {
  const { port } = await openDoor(t);
  const peer = await Peer.open(port);
  for (const byte of requestHead("POST /a HTTP/1.1", { "Content-Length": "2" })) peer.send(byte);
  peer.send("h");
  peer.send("i");
  assert.equal((await peer.answer()).body, "POST /a hi");
  peer.send(requestHead("GET /b HTTP/1.1"));
  assert.equal((await peer.answer()).body, "GET /b ");
});

test("RFC 6455 4.2.1: a connection that HTTP has kept alive may be upgraded, with the frames behind it", async (t) => {
  const { port, gateway } = await openDoor(t);
  const peer = await Peer.open(port);
  peer.send(requestHead("GET /before HTTP/1.1"));
  assert.equal((await peer.answer()).status, 200);
  peer.send(Buffer.concat([Buffer.from(handshake("/ws/%EB%A7%88%EB%8B%B9?name=b")), text("hi")]));
  assert.ok((await peer.upgraded()).head.includes(SAMPLE_ACCEPT));
  await gateway.until(() => gateway.sessions[0]?.heard.length === 1);
  assert.equal(gateway.callers[0]?.path, "/ws/마당");
  gateway.session.say("hello");
  await peer.heard("hello");
});

test("RFC 9110 7.8: an upgrade to something else, such as curl's h2c, is ignored and the request answered", async (t) => {
  const { port } = await openDoor(t);
  const peer = await Peer.open(port);
  const fields = { Connection: "Upgrade, HTTP2-Settings", Upgrade: "h2c", "HTTP2-Settings": "AAMAAABk" };
  peer.send(requestHead("GET /page HTTP/1.1", fields));
  assert.equal((await peer.answer()).body, "GET /page ");
});

test("RFC 9110 15.5.9: a head that is not whole after 10 s gets 408, and nothing more is read of it", async (t) => {
  const { port, gateway, ticker } = await openDoor(t);
  const slow = await Peer.open(port);
  const request = handshake();
  slow.send(request.slice(0, 30));
  const idle = await Peer.open(port);
  const quick = await Peer.join(port);
  ticker.advance(9000);
  ticker.advance(1000);
  const { status, head } = await slow.answer();
  assert.equal(status, 408);
  assert.match(head, /^Connection: close$/m);
  slow.send(request.slice(30));
  assert.equal((await idle.answer()).status, 408);
  await slow.ended();
  quick.send(text("still here"));
  await gateway.until(() => gateway.session.heard.length === 1);
  assert.equal(gateway.sessions.length, 1);
  ticker.advance(3000);
  await slow.closed();
});

test("P20: a client that disappears while it is decided about opens no session", async (t) => {
  const { port, gateway, door } = await openDoor(t);
  const decided = Promise.withResolvers<void>();
  gateway.admission = () => decided.promise.then(() => gateway.letIn());
  for (const [index, end] of ["reset", "destroy"].entries()) {
    const peer = await Peer.open(port);
    peer.send(handshake());
    await gateway.until(() => gateway.callers.length > index);
    if (end === "reset") peer.socket.resetAndDestroy();
    else peer.socket.destroy();
  }
  // Whoever comes later is seen later, so the server has seen the others go.
  gateway.admission = () => gateway.letIn();
  await Peer.join(port);
  decided.resolve();
  await gateway.until(() => gateway.sessions.every(({ calls }, index) => index === 0 || calls.includes("closed")));
  assert.equal(door.connections, 1);
});

test("RFC 6455 7.1.5: who ends its half of the stream while it is decided about is let in and out again", async (t) => {
  const { port, gateway, door } = await openDoor(t);
  const decided = Promise.withResolvers<void>();
  gateway.admission = () => decided.promise.then(() => gateway.letIn());
  const peer = await Peer.open(port);
  peer.socket.end(Buffer.concat([Buffer.from(handshake()), text("and bye")]));
  await gateway.until(() => gateway.callers.length === 1);
  await new Promise(setImmediate);
  decided.resolve();
  await peer.closed();
  await gateway.until(() => gateway.session.calls.includes("closed"));
  assert.deepEqual(gateway.session.heard, ["and bye"]);
  assert.equal(door.connections, 0);
});

test("P4: a gateway that fails costs 503 without its words, the fault is told, and others come in", async (t) => {
  const { port, gateway, faults } = await openDoor(t);
  gateway.admission = () => Promise.reject(new Error("secret of the house"));
  const peer = await Peer.open(port);
  peer.send(handshake());
  const { status, body } = await peer.answer();
  assert.equal(status, 503);
  assert.doesNotMatch(body, /secret/);
  assert.match(String(faults[0]), /secret/);
  gateway.admission = () => gateway.letIn();
  await Peer.join(port);
});

test("P4: a session that cannot begin costs its own connection only", async (t) => {
  const { port, gateway, faults } = await openDoor(t);
  gateway.admission = () => ({
    maxMessageBytes: 10,
    open: () => {
      throw new Error("no room in the inn");
    },
  });
  const peer = await Peer.open(port);
  peer.send(handshake());
  await peer.closed();
  assert.match(String(faults[0]), /inn/);
  gateway.admission = () => gateway.letIn();
  await Peer.join(port);
});

test("X-Forwarded-For counts from a trusted proxy, and only from one", async (t) => {
  const loopback = new BlockList();
  loopback.addSubnet("127.0.0.0", 8, "ipv4");
  for (const [trusted, address] of [
    [loopback, "203.0.113.9"],
    [new BlockList(), "127.0.0.1"],
  ] as const) {
    const { port, gateway } = await openDoor(t, { trusted });
    await Peer.join(port, "/ws/chat", { "X-Forwarded-For": "6.6.6.6, 203.0.113.9" });
    assert.equal(gateway.callers[0]?.address, address);
  }
});

test("RFC 6454 7: an origin on the list, the own origin and no origin at all are let in", async (t) => {
  const { port } = await openDoor(t);
  for (const origin of ["https://friend.example", "http://localhost"])
    await Peer.join(port, "/ws/chat", { Origin: origin });
  await Peer.join(port);
});

test("P20: close says goodbye to all, each with its reason, ends HTTP and idle connections, and takes no more", async (t) => {
  const { port, door, gateway, ticker } = await openDoor(t);
  const [one, two] = [await Peer.join(port), await Peer.join(port)];
  const idle = await Peer.open(port);
  const kept = await Peer.open(port);
  kept.send(requestHead("GET / HTTP/1.1"));
  await kept.answer();
  let after = 0;
  const closed = door.close(() => ++after, "reason");
  for (const peer of [one, two]) {
    await peer.until("goodbye", () => peer.goodbye);
    peer.send(goodbye(1012));
  }
  assert.deepEqual(
    [one.goodbye, two.goodbye],
    [
      [1012, "reason 1"],
      [1012, "reason 2"],
    ],
  );
  await idle.closed();
  await assert.rejects(Peer.open(port));
  one.socket.end();
  two.socket.end();
  await kept.ended();
  kept.socket.end();
  await closed;
  assert.equal(ticker.size, 0);
  assert.ok(gateway.sessions.every(({ calls }) => calls.join() === "closed"));
});

test("P20: close does not wait for who answers nothing: WebSockets 5 s, an HTTP request under way 3 s", async (t) => {
  const { port, door, ticker } = await openDoor(t);
  const silent = await Peer.join(port);
  const posting = await Peer.open(port);
  posting.send(`${requestHead("POST / HTTP/1.1", { "Content-Length": "100" })}abc`);
  await new Promise(setImmediate);
  const closed = door.close(() => 0, "");
  await silent.until("goodbye", () => silent.goodbye);
  ticker.advance(5000);
  await silent.closed();
  await new Promise(setImmediate);
  ticker.advance(3000);
  await posting.closed();
  await closed;
});

test("P20: who is decided about while the door closes is told to come back", async (t) => {
  const { port, door, gateway } = await openDoor(t);
  const decided = Promise.withResolvers<void>();
  gateway.admission = () => decided.promise.then(() => gateway.letIn());
  const peer = await Peer.open(port);
  peer.send(handshake());
  await gateway.until(() => gateway.callers.length === 1);
  const closed = door.close(() => 0, "");
  decided.resolve();
  assert.equal((await peer.answer()).status, 503);
  peer.socket.end();
  await closed;
  assert.equal(gateway.sessions.length, 0);
});

test("listen rejects with Node's error when the port is in use", async (t) => {
  const { door } = await openDoor(t);
  const other = createServer().listen(0, "127.0.0.1");
  t.after(() => other.close());
  await new Promise((resolve) => other.once("listening", resolve));
  const { port: taken } = other.address() as { port: number };
  const { door: second } = await openDoor(t);
  assert.ok(door !== second);
  await assert.rejects(second.listen(taken, "127.0.0.1"), { code: /EADDRINUSE|ERR_SERVER_ALREADY_LISTEN/ });
});

test("nothing that a peer does in any state disturbs another: garbage and resets", async (t) => {
  const { port, gateway, faults } = await openDoor(t);
  gateway.answer = (session, message) => session.say(message);
  const witness = await Peer.join(port);
  const garbage = Buffer.from(Array.from({ length: 300 }, (_, index) => (index * 7919) % 256));
  const beginnings = [
    "",
    "G",
    "\r\n",
    "GET",
    handshake().slice(0, 60),
    handshake(),
    handshake("/elsewhere"),
    requestHead("GET / HTTP/1.1"),
    requestHead("GET / HTTP/1.1") + handshake("/elsewhere"),
    requestHead("GET / HTTP/1.1") + handshake(),
    requestHead("POST / HTTP/1.1", { "Transfer-Encoding": "chunked" }),
    "GET / HTTP/1.1\r\nHost: a\r\n folded: b\r\n\r\n",
    "GET http://[/ws HTTP/1.1\r\nHost: x\r\n\r\n",
  ];
  for (const beginning of beginnings) {
    for (const rest of [Buffer.alloc(0), garbage, Buffer.from(text("hi")), Buffer.from(goodbye(1000))]) {
      for (const end of ["end", "destroy", "reset"] as const) {
        const peer = await Peer.open(port);
        peer.send(Buffer.concat([Buffer.from(beginning), rest]));
        await new Promise(setImmediate);
        if (end === "end") peer.socket.end();
        else if (end === "destroy") peer.socket.destroy();
        else peer.socket.resetAndDestroy();
      }
    }
  }
  witness.send(text("still here"));
  await witness.heard("still here");
  assert.deepEqual(faults, []);
});
