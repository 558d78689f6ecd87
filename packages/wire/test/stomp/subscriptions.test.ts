import assert from "node:assert/strict";
import { test } from "node:test";
import { Subscriptions } from "../../src/stomp/subscriptions.ts";
import type { Version } from "../../src/stomp/version.ts";
import { frameOf } from "./frames.ts";

function subscriptions(version: Version = "1.2"): Subscriptions {
  return new Subscriptions({ version, maxSubscriptions: 3, ackWindow: 4 });
}

test("STOMP 1.2 SUBSCRIBE: id, destination and ack; auto by default", () => {
  const all = subscriptions();
  const first = all.add(frameOf("SUBSCRIBE id=0 destination=/a"));
  assert.deepEqual([first.number, first.id, first.destination, first.ack], [1, "0", "/a", "auto"]);
  const second = all.add(frameOf("SUBSCRIBE id=1 destination=/a ack=client-individual"));
  assert.deepEqual([second.number, second.ack, second.window?.room], [2, "client-individual", 4]);
  assert.equal(all.size, 2);
});

test("STOMP 1.2 SUBSCRIBE: what is refused", () => {
  const all = subscriptions();
  const refused = (text: string) => assert.throws(() => all.add(frameOf(text)), { name: "PeerError" }, text);
  refused("SUBSCRIBE destination=/a");
  refused("SUBSCRIBE id=0");
  refused("SUBSCRIBE id=0 destination=/a ack=Client");
  for (const id of ["0", "1", "2"]) all.add(frameOf(`SUBSCRIBE id=${id} destination=/a`));
  refused("SUBSCRIBE id=1 destination=/b");
  refused("SUBSCRIBE id=3 destination=/a");
});

test("STOMP 1.2 UNSUBSCRIBE: by id, which is free afterwards; an unknown one is refused", () => {
  const all = subscriptions();
  const first = all.add(frameOf("SUBSCRIBE id=0 destination=/a"));
  assert.equal(all.remove(frameOf("UNSUBSCRIBE id=0")), first);
  assert.throws(() => all.remove(frameOf("UNSUBSCRIBE id=0")), { message: "no such subscription" });
  assert.throws(() => all.remove(frameOf("UNSUBSCRIBE destination=/a")), { message: "UNSUBSCRIBE without id" });
  assert.equal(all.add(frameOf("SUBSCRIBE id=0 destination=/a")).number, 2);
});

test("STOMP 1.0 UNSUBSCRIBE: by destination, if the SUBSCRIBE had no id", () => {
  const all = subscriptions("1.0");
  const bare = all.add(frameOf("SUBSCRIBE destination=/a"));
  const named = all.add(frameOf("SUBSCRIBE id=/a destination=/a"));
  assert.equal(bare.id, undefined);
  assert.throws(() => all.add(frameOf("SUBSCRIBE destination=/a")), { name: "PeerError" });
  assert.equal(all.remove(frameOf("UNSUBSCRIBE destination=/a")), bare);
  assert.equal(all.remove(frameOf("UNSUBSCRIBE id=/a")), named);
});

test("STOMP 1.2 ACK: id is the ack header of a MESSAGE; the same message in two subscriptions is told apart", () => {
  const all = subscriptions();
  const subscribed = ["0", "1"].map((id) => all.add(frameOf(`SUBSCRIBE id=${id} destination=/a ack=client`)));
  for (const each of subscribed) each.window?.add("e-7");
  for (const subscription of subscribed) {
    const id = subscription.ackHeader("e-7");
    assert.deepEqual(all.acknowledged(frameOf(`ACK id=${id}`)), { subscription, message: "e-7" });
  }
  assert.throws(() => all.acknowledged(frameOf("ACK message-id=e-7 subscription=0")), { message: "ACK without id" });
  for (const never of ["e-7", "3-e-7", "-1", "", "1"]) {
    assert.throws(() => all.acknowledged(frameOf(`ACK id=${never}`)), { message: "no such message" }, never);
  }
});

test("STOMP 1.1 ACK: message-id and subscription are required", () => {
  const all = subscriptions("1.1");
  const subscription = all.add(frameOf("SUBSCRIBE id=0 destination=/a ack=client"));
  subscription.window?.add("e-7");
  assert.deepEqual(all.acknowledged(frameOf("ACK subscription=0 message-id=e-7")), { subscription, message: "e-7" });
  assert.throws(() => all.acknowledged(frameOf("ACK message-id=e-7")), { message: "ACK without subscription" });
  assert.throws(() => all.acknowledged(frameOf("ACK subscription=0")), { message: "ACK without message-id" });
});

test("STOMP 1.0 ACK: message-id is enough", () => {
  const all = subscriptions("1.0");
  all.add(frameOf("SUBSCRIBE destination=/b"));
  const subscription = all.add(frameOf("SUBSCRIBE destination=/a ack=client"));
  subscription.window?.add("e-7");
  assert.deepEqual(all.acknowledged(frameOf("ACK message-id=e-7")), { subscription, message: "e-7" });
  assert.equal(all.acknowledged(frameOf("ACK message-id=e-8")), undefined);
});

test("an ACK that is late, said twice, or for a subscription that is over or automatic, is no fault", () => {
  const all = subscriptions();
  const subscription = all.add(frameOf("SUBSCRIBE id=0 destination=/a ack=client"));
  all.add(frameOf("SUBSCRIBE id=1 destination=/a"));
  assert.equal(all.acknowledged(frameOf("ACK id=1-e-7")), undefined);
  assert.equal(all.acknowledged(frameOf("ACK id=2-e-7")), undefined);
  subscription.window?.add("e-7");
  all.remove(frameOf("UNSUBSCRIBE id=0"));
  assert.equal(all.acknowledged(frameOf("ACK id=1-e-7")), undefined);
});
