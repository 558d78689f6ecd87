import assert from "node:assert/strict";
import { test } from "node:test";
import type { Event } from "../../src/stomp/event.ts";
import { Interpreter } from "../../src/stomp/interpreter.ts";
import type { Version } from "../../src/stomp/version.ts";
import { frameOf } from "./frames.ts";
import { printed } from "./transcript.ts";

class Client {
  readonly #interpreter: Interpreter;
  #frames = 0;

  constructor(version: Version = "1.2") {
    this.#interpreter = new Interpreter({ version });
  }

  says(frame: string): Event | undefined {
    return this.#interpreter.event(frameOf(frame), ++this.#frames);
  }

  subscribed(frame: string): Extract<Event, { kind: "subscribe" }> {
    const event = this.says(frame);
    assert.ok(event?.kind === "subscribe");
    return event;
  }
}

test("STOMP 1.2 SEND: destination, headers and body are told; the destination is required", () => {
  const event = new Client().says("SEND destination=/a x=1 | hi");
  assert.ok(event?.kind === "send");
  assert.deepEqual(
    [event.frame, event.destination, event.headers.at(1), printed(event.body)],
    [1, "/a", ["x", "1"], "hi"],
  );
  assert.throws(() => new Client().says("SEND | hi"), { message: "SEND without destination" });
});

test("STOMP 1.2 SUBSCRIBE, UNSUBSCRIBE: the same subscription in both events", () => {
  const client = new Client();
  const { subscription, headers } = client.subscribed("SUBSCRIBE id=0 destination=/a offset=last");
  assert.deepEqual(headers.at(-1), ["offset", "last"]);
  const left = client.says("UNSUBSCRIBE id=0");
  assert.ok(left?.kind === "unsubscribe");
  assert.equal(left.subscription, subscription);
});

test("STOMP 1.2 ACK, NACK: what it settles is told; what settles nothing is no event", () => {
  const client = new Client();
  const { subscription } = client.subscribed("SUBSCRIBE id=0 destination=/a ack=client");
  for (const message of ["x", "y", "z"]) subscription.window?.add(message);
  assert.deepEqual(client.says("ACK id=1-y"), { kind: "ack", frame: 2, subscription, messages: ["x", "y"] });
  assert.equal(client.says("ACK id=1-x"), undefined);
  assert.deepEqual(client.says("NACK id=1-z"), { kind: "nack", frame: 4, subscription, messages: ["z"] });
});

test("STOMP 1.0 has no NACK", () => {
  assert.throws(() => new Client("1.0").says("NACK message-id=x"), { message: "STOMP 1.0 has no NACK" });
});

test("STOMP 1.2 BEGIN: SEND, ACK and NACK of a transaction are told with its COMMIT, in order", () => {
  const client = new Client();
  const { subscription } = client.subscribed("SUBSCRIBE id=0 destination=/a ack=client-individual");
  for (const message of ["x", "y"]) subscription.window?.add(message);
  const before = [
    "BEGIN transaction=t",
    "SEND destination=/a transaction=t | 1",
    "ACK id=1-x transaction=t",
    "ACK id=1-x transaction=t",
    "NACK id=1-y transaction=t",
    "SEND destination=/b transaction=t | 2",
  ];
  assert.deepEqual(
    before.map((frame) => client.says(frame)),
    before.map(() => undefined),
  );
  assert.deepEqual(subscription.window?.unsettled, ["x", "y"]);
  const event = client.says("COMMIT transaction=t");
  assert.ok(event?.kind === "commit");
  assert.deepEqual([event.frame, event.transaction], [8, "t"]);
  const actions = event.actions.map((action) =>
    action.kind === "send" ? printed(action.body) : [action.kind, ...action.messages],
  );
  assert.deepEqual(actions, ["1", ["ack", "x"], ["nack", "y"], "2"]);
});

test("STOMP 1.2 ABORT: nothing of it happens", () => {
  const client = new Client();
  for (const frame of ["BEGIN transaction=t", "SEND destination=/a transaction=t | 1", "ABORT transaction=t"])
    client.says(frame);
  assert.throws(() => client.says("COMMIT transaction=t"), { message: "no such transaction" });
});

test("what is wrong inside a transaction is told when it comes", () => {
  const client = new Client();
  client.says("BEGIN transaction=t");
  assert.throws(() => client.says("SEND transaction=t | 1"), { message: "SEND without destination" });
  assert.throws(() => client.says("ACK transaction=t"), { message: "ACK without id" });
  assert.throws(() => client.says("SEND destination=/a transaction=u | 1"), { message: "no such transaction" });
});

test("a second CONNECT, and a frame of servers, are not expected", () => {
  for (const frame of ["CONNECT", "STOMP", "CONNECTED", "MESSAGE", "RECEIPT", "ERROR"]) {
    assert.throws(() => new Client().says(frame), { message: `a ${frame} is not expected here` });
  }
});
