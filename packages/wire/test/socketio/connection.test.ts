import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { CONNECT_TIMEOUT_MS, Connection, MAX_ACKS_DUE, MAX_NAMESPACES } from "../../src/socketio/index.ts";

function joined(...namespaces: readonly string[]): Connection {
  const connection = new Connection(0);
  for (const namespace of namespaces.length === 0 ? ["/"] : namespaces) {
    connection.receive(`0${namespace},`, 0);
    connection.accept(namespace, { sid: "s" });
  }
  connection.output();
  return connection;
}

/** Why the connection closed at the last of these messages. */
function closes(connection: Connection, ...messages: readonly (string | Uint8Array)[]): string | undefined {
  const event = messages.flatMap((message) => connection.receive(message, 1)).at(-1);
  return event?.kind === "closed" ? event.why : undefined;
}

test("socket.io-protocol, connect: to the main namespace and to a custom one, with and without a payload", () => {
  const connection = new Connection(0);
  assert.deepEqual(connection.receive("0", 0), [{ kind: "connect", namespace: "/", auth: {} }]);
  connection.accept("/", { sid: "one" });
  assert.deepEqual(connection.output(), ['0{"sid":"one"}']);
  assert.deepEqual(connection.output(), []);
  const auth = { token: "abc" };
  assert.deepEqual(connection.receive('0/custom,{"token":"abc"}', 0), [
    { kind: "connect", namespace: "/custom", auth },
  ]);
  connection.accept("/custom", { sid: "two", pid: "p" });
  assert.deepEqual(connection.output(), ['0/custom,{"sid":"two","pid":"p"}']);
  assert.equal(connection.has("/custom"), true);
});

test("socket.io-protocol, connect: a refusal leaves the connection open, for other tries", () => {
  const connection = new Connection(0);
  connection.receive("0/random", 0);
  connection.refuse("/random", { message: "Invalid namespace" });
  assert.deepEqual(connection.output(), ['4/random,{"message":"Invalid namespace"}']);
  assert.equal(connection.receive("0/random", 0).length, 1);
  connection.refuse("/random", { message: "no", data: { code: 1 } });
  assert.deepEqual(connection.output(), ['4/random,{"message":"no","data":{"code":1}}']);
  connection.accept("/random", { sid: "late" });
  assert.deepEqual(connection.output(), []);
});

test("socket.io connectTimeout: no namespace joined in time closes, one joined ends the watch", () => {
  const idle = new Connection(0);
  assert.equal(idle.deadline, CONNECT_TIMEOUT_MS);
  assert.deepEqual(idle.tick(CONNECT_TIMEOUT_MS - 1), []);
  assert.deepEqual(idle.tick(CONNECT_TIMEOUT_MS), [{ kind: "closed", why: "no namespace was joined in time" }]);
  assert.deepEqual(idle.receive("0", CONNECT_TIMEOUT_MS), []);
  assert.equal(joined().deadline, undefined);
});

test("socket.io-protocol: a packet before CONNECT, or for a namespace not joined, closes", () => {
  const notJoined = "a packet for a namespace that is not joined";
  for (const text of ['2["m"]', "1", "30[]"]) assert.equal(closes(new Connection(0), text), notJoined);
  assert.equal(closes(new Connection(0), "0", '2["m"]'), notJoined);
  assert.equal(closes(joined(), '2/other,["m"]'), notJoined);
  assert.equal(closes(joined(), "0"), "a namespace is joined once");
  assert.equal(closes(new Connection(0), "0", "0"), notJoined);
  assert.equal(closes(joined(), '4{"message":"x"}'), "a client does not refuse");
});

test("socket.io-protocol, message: what is no packet closes", () => {
  assert.equal(closes(joined(), "2{}"), "invalid payload");
  assert.equal(closes(joined(), "abc"), "unknown packet type");
  assert.equal(closes(joined(), '2abc["m"]'), "invalid payload");
  assert.equal(closes(joined(), '51-["m",{"_placeholder":true,"num":0}]', '2["m"]'), "a text while bytes are due");
});

test("socket.io-protocol, message: events come with name and arguments, and go out", () => {
  const connection = joined("/", "/custom");
  assert.deepEqual(connection.receive('2/custom,["message",1,"2",{"3":[true]}]', 0), [
    { kind: "event", namespace: "/custom", name: "message", args: [1, "2", { 3: [true] }] },
  ]);
  assert.equal(connection.emit("/", "message-back", 1, "2"), true);
  assert.equal(connection.emit("/nobody", "m"), false);
  assert.equal(connection.emit("/", "m", Uint8Array.of(1)), true);
  assert.deepEqual(connection.output(), [
    '2["message-back",1,"2"]',
    '51-["m",{"_placeholder":true,"num":0}]',
    Uint8Array.of(1),
  ]);
});

test("socket.io-protocol, message: acknowledgements, both ways", () => {
  const connection = joined();
  assert.deepEqual(connection.receive('2456["message-with-ack",1]', 0), [
    { kind: "event", namespace: "/", name: "message-with-ack", args: [1], id: 456 },
  ]);
  assert.equal(connection.ack("/", 456, 1), true);
  assert.equal(connection.ask("/", "how", "?"), 0);
  assert.equal(connection.ask("/nobody", "how"), undefined);
  assert.deepEqual(connection.output(), ["3456[1]", '20["how","?"]']);
  assert.deepEqual(connection.receive('30["well"]', 0), [{ kind: "ack", namespace: "/", id: 0, args: ["well"] }]);
  assert.deepEqual(connection.receive('30["again"]', 0), []);
  assert.deepEqual(connection.receive("39[]", 0), []);
});

test("acknowledgements due have a bound: the oldest is forgotten", () => {
  const connection = joined();
  for (let asked = 0; asked <= MAX_ACKS_DUE; asked++) connection.ask("/", "m");
  assert.deepEqual(connection.receive("30[]", 0), []);
  assert.equal(connection.receive("31[]", 0).length, 1);
});

test("socket.io-protocol, disconnect: by the client, one namespace goes, the others stay", () => {
  const connection = joined("/", "/custom");
  assert.deepEqual(connection.receive("1/custom", 5), [{ kind: "disconnect", namespace: "/custom" }]);
  assert.equal(connection.deadline, undefined);
  assert.equal(connection.receive('2["m"]', 5).length, 1);
  assert.deepEqual(connection.receive("1", 6), [{ kind: "disconnect", namespace: "/" }]);
  assert.equal(connection.deadline, 6 + CONNECT_TIMEOUT_MS);
});

test("socket.io-protocol, disconnect: by the server; what the client sent before it knew is ignored, it may ask again", () => {
  const connection = joined();
  connection.disconnect("/", 5);
  assert.deepEqual(connection.output(), ["1"]);
  for (const text of ['2["m"]', "1", "30[]"]) assert.deepEqual(connection.receive(text, 6), []);
  assert.equal(connection.emit("/", "m"), false);
  assert.deepEqual(connection.receive("0", 7), [{ kind: "connect", namespace: "/", auth: {} }]);
});

test("Socket.IO 4.6, connection state recovery: pid and offset are handed out apart from auth", () => {
  const recovered = new Connection(0).receive('0{"pid":"p","offset":"o","token":"t"}', 0);
  const recovery = { pid: "p", offset: "o" };
  assert.deepEqual(recovered, [{ kind: "connect", namespace: "/", auth: { token: "t" }, recovery }]);
  assert.deepEqual(new Connection(0).receive('0{"pid":"p"}', 0), [
    { kind: "connect", namespace: "/", auth: {}, recovery: { pid: "p" } },
  ]);
  assert.deepEqual(new Connection(0).receive('0{"offset":"o"}', 0), [
    { kind: "connect", namespace: "/", auth: { offset: "o" } },
  ]);
});

test("namespaces have a bound: beyond it CONNECT is refused", () => {
  const connection = new Connection(0);
  for (let at = 0; at < MAX_NAMESPACES; at++) assert.equal(connection.receive(`0/${at}`, 0).length, 1);
  assert.deepEqual(connection.receive("0/more", 0), []);
  assert.deepEqual(connection.output(), ['4/more,{"message":"Too many namespaces"}']);
});

test("whatever a client sends, nothing throws, and closed comes last and once", () => {
  const anyText = fc.constantFrom("0", "0/a", "1", "1/a", '2["m"]', '20["m"]', "30[]", '51-["m"]', '0{"pid":1}');
  fc.assert(
    fc.property(fc.array(fc.oneof(anyText, fc.string(), fc.uint8Array())), fc.boolean(), (messages, accepts) => {
      const connection = new Connection(0);
      const kinds: string[] = [];
      for (const message of messages) {
        for (const event of connection.receive(message, 0)) {
          kinds.push(event.kind);
          if (event.kind !== "connect") continue;
          if (accepts) connection.accept(event.namespace, { sid: "s" });
          else connection.refuse(event.namespace, { message: "no" });
        }
      }
      const first = kinds.indexOf("closed");
      assert.ok(first === -1 || first === kinds.length - 1);
    }),
  );
});
