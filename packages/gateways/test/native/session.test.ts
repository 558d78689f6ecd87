import assert from "node:assert/strict";
import { test } from "node:test";
import { MAX_WAITING } from "../../src/in-order.ts";
import { makeNativeYard } from "./yard.ts";

test("docs/protocol.md, Hello: it is answered with who one is, and how long the silence may be", async () => {
  const { connect, clock } = await makeNativeYard();
  const guest = await connect();
  assert.deepEqual(await guest.say({ type: "hello", name: "철수", ref: "r" }), [
    { type: "hello", you: { kind: "guest", name: "철수" }, silence: 20_000, ref: "r" },
  ]);
  const signedIn = await connect();
  assert.deepEqual(await signedIn.say({ type: "hello", token: "token-영희", name: "철수" }), [
    {
      type: "hello",
      you: { kind: "user", name: "영희", id: "영희" },
      silence: 20_000,
      expires: clock.now() + 3_600_000,
    },
  ]);
});

test("docs/protocol.md, Hello: nothing for 10 s closes with 4004, and a hello in time does not", async () => {
  const { connect, clock } = await makeNativeYard();
  const [silent, quick] = [await connect(), await connect()];
  await quick.say({ type: "hello" });
  clock.advance(12_000);
  assert.equal(silent.carrier.goodbye?.code, 4004);
  assert.equal(quick.carrier.goodbye, undefined);
});

test("docs/protocol.md, Hello: a login that is refused is told why, then closed with 4003", async () => {
  const { connect } = await makeNativeYard();
  const { say, carrier } = await connect();
  assert.deepEqual(await say({ type: "hello", token: "bad", ref: "1" }), [
    { type: "error", code: "login", why: "the token has expired", ref: "1" },
  ]);
  assert.equal(carrier.goodbye?.code, 4003);
});

test("docs/protocol.md, Errors: what comes before hello, and a second hello, are told so; the connection goes on", async () => {
  const { connect } = await makeNativeYard();
  const { say, carrier } = await connect();
  const codes = (messages: Record<string, unknown>[]): unknown[] => messages.map(({ code }) => code);
  assert.deepEqual(codes(await say({ type: "join", room: "chat" })), ["hello"]);
  await say({ type: "hello", name: "철수" });
  assert.deepEqual(codes(await say({ type: "hello", name: "철수" })), ["hello"]);
  assert.deepEqual(await say({ type: "dance", ref: "x" }), [
    { type: "error", code: "bad", why: 'type: there is no message "dance"', ref: "x" },
  ]);
  assert.deepEqual(await say({ type: "ping", ref: "p" }), [{ type: "pong", ref: "p" }]);
  assert.equal(carrier.goodbye, undefined);
});

test("docs/protocol.md, Hello: a login that ends closes with 4002; a new token of the same person keeps the connection", async () => {
  const { connect, clock } = await makeNativeYard();
  const [ending, renewed, other] = [await connect(), await connect(), await connect()];
  for (const { say } of [ending, renewed, other]) await say({ type: "hello", token: "token-영희" });
  clock.advance(1_800_000);
  await renewed.say({ type: "token", token: "token-영희" });
  assert.deepEqual(
    (await other.say({ type: "token", token: "token-철수" })).map(({ code }) => code),
    ["login"],
  );
  assert.equal(other.carrier.goodbye?.code, 4003);
  clock.advance(1_802_000);
  assert.equal(ending.carrier.goodbye?.code, 4002);
  assert.equal(renewed.carrier.goodbye, undefined);
});

test("messages that come while a login is under way are handled after it, in order", async () => {
  const { connect, turn } = await makeNativeYard();
  const { session, heard } = await connect();
  for (const message of [
    { type: "hello", name: "철수" },
    { type: "join", room: "chat" },
    { type: "send", room: "chat", id: "1", text: "하나" },
    { type: "history", room: "chat", before: "nonsense" },
    { type: "ping" },
  ]) {
    session.text(JSON.stringify(message));
  }
  await turn.settle();
  const types = heard().map(({ type, code }) => code ?? type);
  assert.deepEqual(
    types.filter((type) => type !== "entry" && type !== "sent"),
    ["hello", "joined", "bad", "pong"],
  );
  assert.deepEqual(types.filter((type) => type === "entry" || type === "sent").sort(), ["entry", "sent"]);
});

test("a client that floods while its login is under way is closed with 1008", async () => {
  const { connect } = await makeNativeYard();
  const { session, carrier } = await connect();
  for (let count = 0; count <= MAX_WAITING; count++) session.text('{"type":"hello"}');
  assert.deepEqual([carrier.holds, carrier.goodbye], [[true], undefined]);
  session.text('{"type":"hello"}');
  assert.equal(carrier.goodbye?.code, 1008);
});

test("RFC 6455 7.4.1: binary messages close with 1003", async () => {
  const { connect } = await makeNativeYard();
  const { session, carrier } = await connect();
  session.binary(new Uint8Array(1));
  assert.equal(carrier.goodbye?.code, 1003);
});

test("a ban is told, then closed with 4001; the banned do not come in again", async () => {
  const { connect, enter, hub } = await makeNativeYard();
  const 철수 = await enter("철수");
  철수.heard();
  await hub.ban({ kind: "name", value: "철수" });
  assert.deepEqual(철수.heard(), [{ type: "error", code: "banned", why: "banned by the operator" }]);
  assert.equal(철수.carrier.goodbye?.code, 4001);
  const again = await connect();
  assert.deepEqual(
    (await again.say({ type: "hello", name: "철수" })).map(({ code }) => code),
    ["banned"],
  );
  assert.equal(again.carrier.goodbye?.code, 4001);
});

test("who does not read the answers gets no more of them: what was asked meanwhile waits until the carrier drains", async () => {
  const { enter, turn } = await makeNativeYard();
  const { session, carrier, say, heard } = await enter("철수");
  const before = (await say({ type: "send", room: "chat", id: "1", text: "하나" })).find(({ type }) => type === "sent");
  carrier.full = true;
  const ask = (ref: string): void =>
    session.text(JSON.stringify({ type: "history", room: "chat", before: before?.["position"], ref }));
  for (const ref of ["1", "2", "3"]) ask(ref);
  const refs = async (): Promise<unknown[]> => {
    await turn.settle();
    return heard().map(({ ref }) => ref);
  };
  assert.deepEqual(await refs(), ["1"]);
  session.drained();
  assert.deepEqual(await refs(), ["2"]);
  carrier.full = false;
  session.drained();
  ask("4");
  assert.deepEqual(await refs(), ["3", "4"]);
});
