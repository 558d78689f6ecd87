import assert from "node:assert/strict";
import { test } from "node:test";
import { framesIn, makeStompYard } from "./yard.ts";

test("STOMP 1.2 COMMIT: ACKs in it count when it is committed", async () => {
  const { enter, entry } = await makeStompYard();
  const { say, heard } = await enter("철수");
  await say("SUBSCRIBE\nid:s\ndestination:/rooms/chat\nack:client\nprefetch-count:1\n\n^@");
  await entry("1");
  await entry("2");
  const [first] = framesIn(heard());
  assert.equal(await say("BEGIN\ntransaction:t\n\n^@", `ACK\nid:${first?.headers["ack"]}\ntransaction:t\n\n^@`), "");
  const told = framesIn(await say("COMMIT\ntransaction:t\nreceipt:c\n\n^@"));
  assert.deepEqual(told.map(({ command, body }) => command + body).sort(), ["MESSAGE2", "RECEIPT"]);
});

test("who has gone subscribes to nothing any more", async () => {
  const { enter, hub, turn } = await makeStompYard();
  const { session } = await enter("철수");
  session.text("SUBSCRIBE\nid:s\ndestination:/rooms/chat\n\n\0SUBSCRIBE\nid:t\ndestination:/rooms/chat\n\n\0");
  session.closed();
  await turn.settle();
  assert.deepEqual((await hub.room("chat"))?.people(), []);
});

test("docs/stomp.md: a subscription from now on begins behind what the same connection has sent before it", async () => {
  const { enter } = await makeStompYard();
  const { say } = await enter("철수");
  const [before, after] = ["before", "after"].map((body) => `SEND\ndestination:/rooms/chat\n\n${body}^@`);
  const told = framesIn(await say(`${before}SUBSCRIBE\nid:s\ndestination:/rooms/chat\n\n^@${after}`));
  assert.deepEqual(
    told.map(({ command, body }) => command + body),
    ["MESSAGEafter"],
  );
});
