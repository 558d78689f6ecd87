import assert from "node:assert/strict";
import { test } from "node:test";
import { aboutSend } from "../../src/stomp/errors.ts";
import { framesIn, makeStompYard } from "./yard.ts";

const LISTEN = "SUBSCRIBE\nid:e\ndestination:/user/queue/errors\n\n^@";

test("docs/stomp.md, Errors: who listens is told of a SEND that came to nothing, and goes on without its RECEIPT", async () => {
  const { enter } = await makeStompYard();
  const { say, carrier } = await enter("철수");
  await say(LISTEN);
  const told = framesIn(
    await say(
      "SEND\ndestination:/rooms/none\nreceipt:1\nid:a\n\nx^@",
      "SEND\ndestination:/rooms/chat\nreceipt:2\nid:b\n\nx^@",
      "SEND\ndestination:/rooms/chat\nreceipt:3\nid:b\n\ny^@",
    ),
  );
  assert.deepEqual(
    told.map(({ command, headers }) => [command, headers["code"], headers["receipt-id"], headers["id"]]),
    [
      ["MESSAGE", "room", "1", "a"],
      ["RECEIPT", undefined, "2", undefined],
      ["MESSAGE", "conflict", "3", "b"],
    ],
  );
  assert.equal(carrier.goodbye, undefined);
  await say("UNSUBSCRIBE\nid:e\n\n^@");
  assert.match(await say("SEND\ndestination:/rooms/none\n\nx^@"), /^ERROR\nmessage:no such room/);
});

test("docs/stomp.md, Errors: other queues of the user are taken, and stay silent", async () => {
  const { enter } = await makeStompYard();
  const { say } = await enter("철수");
  assert.equal(
    await say(LISTEN.replace("errors", "reply").replace("\n\n", "\nreceipt:r\n\n")),
    "RECEIPT\nreceipt-id:r\n\n^@",
  );
  assert.match(await say("SEND\ndestination:/rooms/none\n\nx^@"), /^ERROR/);
});

test("STOMP 1.2 SUBSCRIBE ack Header: errors are acknowledged as well, where that was asked for", async () => {
  const { enter } = await makeStompYard();
  const { say } = await enter("철수");
  await say(LISTEN.replace("\n\n", "\nack:client-individual\n\n"));
  const [error] = framesIn(await say("SEND\ndestination:/rooms/none\n\nx^@"));
  assert.ok(error?.headers["ack"]);
  assert.equal(await say(`ACK\nid:${error.headers["ack"]}\nreceipt:k\n\n^@`), "RECEIPT\nreceipt-id:k\n\n^@");
});

test("what a client knows a failed SEND by", () => {
  assert.deepEqual(aboutSend([["id", "a"]], "r"), [
    ["receipt-id", "r"],
    ["id", "a"],
  ]);
  assert.deepEqual(aboutSend([], undefined), []);
});
