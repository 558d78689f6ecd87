import assert from "node:assert/strict";
import { test } from "node:test";
import { Subscription } from "../../src/stomp/subscription.ts";

const TERMS = { number: 3, id: "s", destination: "/a" } as const;

test("STOMP 1.2 MESSAGE: an ack header if and only if messages are to be acknowledged", () => {
  const auto = new Subscription({ ...TERMS, ack: "auto" });
  assert.equal(auto.window, undefined);
  assert.equal(auto.ackHeader("e-7"), undefined);
  const client = new Subscription({ ...TERMS, ack: "client" }, 5);
  assert.equal(client.window?.room, 5);
  assert.equal(client.ackHeader("e-7"), "3-e-7");
});
