import assert from "node:assert/strict";
import { test } from "node:test";
import { Chat } from "./chat.ts";

const YOU = { kind: "guest", name: "철수" };

test("protocol.md, Hello: the client speaks first, and is open when the server has answered", async () => {
  const chat = new Chat();
  assert.deepEqual(chat.client.state, { kind: "connecting" });
  await chat.settle();
  assert.equal(chat.server.link.address, "wss://chat.example/ws");
  assert.equal(chat.server.link.subprotocol, "madang.v1");
  assert.deepEqual(chat.server.link.said, [{ type: "hello", name: "철수" }]);
  assert.deepEqual(chat.client.state, { kind: "open", you: YOU, transport: "websocket" });
  assert.deepEqual(chat.client.you, YOU);
});

test("protocol.md, Staying: the n-th try waits 0 to 0.5 s · 2ⁿ, at most 30 s", async () => {
  const chat = new Chat();
  chat.server.unreachable = true;
  const waits: number[] = [];
  chat.client.on("state", (state) => {
    if (state.kind === "waiting") waits.push(state.until - chat.clock.now());
  });
  await chat.settle();
  for (let tries = 1; tries <= 7; tries += 1) await chat.advance(30_000);
  assert.deepEqual(waits.slice(0, 7), [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  chat.server.unreachable = false;
  await chat.advance(30_000);
  assert.equal(chat.client.state.kind, "open");
});

test("a link that breaks at once does not start the waits again; one that held does", async () => {
  const chat = new Chat();
  await chat.settle();
  const lose = async (): Promise<number> => {
    chat.server.link.cut();
    const { state } = chat.client;
    const wait = state.kind === "waiting" ? state.until - chat.clock.now() : -1;
    await chat.advance(wait);
    return wait;
  };
  assert.deepEqual([await lose(), await lose(), await lose()], [1000, 2000, 4000]);
  await chat.advance(10_000);
  assert.equal(await lose(), 1000);
});

test("protocol.md, Staying: `reconnect` says when to come back", async () => {
  const chat = new Chat();
  await chat.settle();
  chat.server.link.tell({ type: "reconnect", after: 1730, why: "the server restarts" });
  chat.server.link.end(1012, "");
  await chat.settle();
  const until = chat.clock.now() + 1730;
  assert.deepEqual(chat.client.state, { kind: "waiting", until, tries: 1, why: "the server restarts" });
  await chat.advance(1729);
  assert.equal(chat.server.links.length, 1);
  await chat.advance(1);
  assert.equal(chat.client.state.kind, "open");
});

for (const code of [1000, 1008, 1009, 4001, 4003, 4004]) {
  test(`protocol.md, close codes: after ${code} the client does not come back, unless told to`, async () => {
    const chat = new Chat();
    await chat.settle();
    chat.server.link.cut(code, "because");
    assert.deepEqual(chat.client.state, { kind: "closed", code, why: "because" });
    chat.back();
    await chat.advance(100_000);
    assert.equal(chat.server.links.length, 1);
    chat.client.retry();
    await chat.settle();
    assert.equal(chat.client.state.kind, "open");
  });
}

for (const code of [1001, 1006, 1011, 1012, 1013, 4002]) {
  test(`protocol.md, close codes: after ${code} the client comes back`, async () => {
    const chat = new Chat();
    await chat.settle();
    chat.server.link.cut(code);
    assert.equal(chat.client.state.kind, "waiting");
    await chat.advance(1000);
    assert.equal(chat.client.state.kind, "open");
  });
}

test("protocol.md, close codes: after 4002 a new token is asked for before the next hello", async () => {
  let made = 0;
  const chat = new Chat({ token: async () => `token-${++made}` });
  for (const token of ["token-1", "token-2"]) chat.server.tokens.set(token, { kind: "user", name: "김영희", id: "42" });
  await chat.settle();
  chat.server.link.cut(4002);
  await chat.advance(1000);
  assert.deepEqual(chat.server.link.said, [{ type: "hello", token: "token-2", name: "철수" }]);
  assert.equal(chat.client.state.kind, "open");
});

test("after 4002 a token that cannot be renewed is the end", async () => {
  const chat = new Chat({ token: "only" });
  chat.server.tokens.set("only", { kind: "user", name: "김영희", id: "42" });
  await chat.settle();
  chat.server.link.cut(4002, "expired");
  assert.deepEqual(chat.client.state, { kind: "closed", code: 4002, why: "expired" });
});

test("protocol.md, Hello: a login that is refused is the end, with the server's reason", async () => {
  const chat = new Chat({ token: "forged" });
  await chat.settle();
  assert.deepEqual(chat.client.state, { kind: "closed", code: 4003, why: "this token is not valid" });
  assert.equal(chat.clock.timers, 0);
});

test("a token that cannot be had is a reason to wait, not the end", async () => {
  let reachable = false;
  const chat = new Chat({
    token: async () => {
      if (!reachable) throw new Error("the site's login does not answer");
      return "t";
    },
  });
  chat.server.tokens.set("t", { kind: "user", name: "김영희", id: "42" });
  await chat.settle();
  const { state } = chat.client;
  assert.equal(state.kind === "waiting" && state.why, "the site's login does not answer");
  reachable = true;
  await chat.advance(1000);
  assert.equal(chat.client.state.kind, "open");
});

test("protocol.md, Hello: a silent link is asked once, and then dropped", async () => {
  const chat = new Chat();
  await chat.settle();
  const { link } = chat.server;
  chat.clock.advance(20_000);
  assert.deepEqual(link.up, [{ type: "ping" }]);
  chat.clock.advance(20_000);
  assert.equal(chat.client.state.kind, "waiting");
  assert.equal(link.closedByClient, 1000);
  await chat.advance(1000);
  assert.equal(chat.client.state.kind, "open");
});

test("protocol.md, Hello: a link that answers is kept", async () => {
  const chat = new Chat();
  await chat.settle();
  for (let round = 0; round < 10; round += 1) await chat.advance(20_000);
  assert.equal(chat.server.links.length, 1);
  assert.ok(chat.server.link.said.filter(({ type }) => type === "ping").length >= 5);
});

test("a try that gets no answer within 20 s makes room for the next", async () => {
  const chat = new Chat();
  await new Promise(setImmediate);
  chat.clock.advance(20_000);
  assert.equal(chat.client.state.kind, "waiting");
  await chat.advance(1000);
  assert.equal(chat.client.state.kind, "open");
});

test("what is no JSON breaks the link, so that nothing is missed", async () => {
  const chat = new Chat();
  await chat.settle();
  chat.server.link.hear("{");
  assert.equal(chat.client.state.kind, "waiting");
});

test("protocol.md: messages of a later version are ignored", async () => {
  const chat = new Chat();
  await chat.settle();
  chat.server.link.tell({ type: "reaction" });
  await chat.settle();
  assert.equal(chat.client.state.kind, "open");
});

test("the network or the person is back: a waiting client tries at once, an open one asks for a sign of life", async () => {
  const chat = new Chat();
  await chat.settle();
  chat.server.link.cut();
  assert.equal(chat.kinds.at(-1), "waiting");
  chat.back();
  await chat.settle();
  assert.equal(chat.kinds.at(-1), "open");
  chat.back();
  assert.deepEqual(chat.server.link.up, [{ type: "ping" }]);
  chat.clock.advance(5000);
  assert.equal(chat.kinds.at(-1), "waiting");
});

test("a fresh token goes to the server about a minute before the login ends, on the same link", async () => {
  let made = 0;
  const chat = new Chat({ token: async () => `token-${++made}` });
  for (const token of ["token-1", "token-2"]) chat.server.tokens.set(token, { kind: "user", name: "김영희", id: "42" });
  chat.server.expires = chat.clock.now() + 600_000;
  await chat.settle();
  const { length } = chat.states;
  for (let second = 0; second < 539; second += 10) await chat.advance(10_000);
  assert.deepEqual(
    chat.server.link.said.filter(({ type }) => type === "token"),
    [{ type: "token", token: "token-2" }],
  );
  assert.equal(chat.server.links.length, 1);
  assert.deepEqual(chat.kinds.slice(length), ["open"]);
});

test("closing ends it: the socket, the timers, and what it hears", async () => {
  const chat = new Chat();
  await chat.settle();
  chat.client.close();
  assert.deepEqual(chat.client.state, { kind: "closed", code: 1000, why: "closed here" });
  assert.equal(chat.server.link.closedByClient, 1000);
  assert.equal(chat.clock.timers, 0);
  chat.client.retry();
  await chat.settle();
  assert.equal(chat.server.links.length, 1);
});

test("closing from within a listener is obeyed", async () => {
  for (const kind of ["open", "waiting", "connecting"]) {
    const chat = new Chat();
    chat.client.on("state", (state) => {
      if (state.kind === kind) chat.client.close();
    });
    await chat.settle();
    if (kind !== "open") chat.server.link.cut();
    await chat.advance(60_000);
    assert.equal(chat.client.state.kind, "closed");
    assert.equal(chat.clock.timers, 0);
  }
});
