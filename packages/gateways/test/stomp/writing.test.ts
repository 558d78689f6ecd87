import assert from "node:assert/strict";
import { test } from "node:test";
import { StoreRefusal } from "@madang/hub";
import { framesIn, makeStompYard } from "./yard.ts";

function send(body: string, headers = "", room = "chat"): string {
  return `SEND\ndestination:/rooms/${room}\n${headers}\n${body}^@`;
}

test("docs/stomp.md, Sending: the same author and id with the same body is a repeat, with another an ERROR", async () => {
  const { enter, hub } = await makeStompYard();
  const { say, carrier } = await enter("철수");
  await say(send("x", "id:a\n"));
  const again = await enter("철수");
  assert.match(
    await again.say(send("x", "id:a\nreceipt:1\n")),
    /^RECEIPT\nreceipt-id:1\nposition:id1_00000000001_\w{7}\n\n\^@$/,
  );
  assert.equal((await hub.room("chat"))?.head.offset, 1);
  const [error] = framesIn(await say(send("y", "id:a\nreceipt:2\n")));
  assert.deepEqual([error?.command, error?.headers["code"], error?.headers["receipt-id"]], ["ERROR", "conflict", "2"]);
  assert.equal(carrier.goodbye?.code, 1008);
});

test("docs/stomp.md, Sending: what cannot be kept is an ERROR, never a RECEIPT, and close 1013: come again", async () => {
  const { enter, store } = await makeStompYard();
  const { say, carrier } = await enter("철수");
  store.append = () => Promise.reject(new StoreRefusal("the disk is full"));
  const [error] = framesIn(await say(send("x", "receipt:1\n")));
  assert.deepEqual(
    [error?.headers["message"], error?.headers["code"], error?.body],
    ["not kept", "refused", "the disk is full"],
  );
  assert.equal(carrier.goodbye?.code, 1013);
});

test("a SEND to nowhere, and one with a bad id, say so", async () => {
  const { enter } = await makeStompYard();
  assert.match(await (await enter("a")).say(send("x", "", "none")), /There is no room named "none"\./);
  assert.match(await (await enter("a")).say(send("x").replace("/rooms/chat", "/queue/a")), /is no destination here/);
  assert.match(await (await enter("a")).say(send("x", "id:한\n")), /id: an id has 1 to 64 visible ASCII/);
});

test("STOMP 1.2 COMMIT: one append with contiguous offsets, and one RECEIPT when it is durable", async () => {
  const { enter, hub } = await makeStompYard();
  const { say } = await enter("철수");
  const body = ["1", "2", "3"].map((each) => send(each, "transaction:t\n")).join("");
  assert.equal(await say("BEGIN\ntransaction:t\n\n^@", body), "");
  const room = await hub.room("chat");
  assert.equal(room?.head.offset, 0);
  const receipt = await say("COMMIT\ntransaction:t\nreceipt:c\n\n^@");
  assert.match(receipt, /^RECEIPT\nreceipt-id:c\nposition:id1_00000000003_\w{7}\n\n\^@$/);
  assert.equal(room?.head.offset, 3);
});

test("STOMP 1.2 ABORT: nothing of it is there; an empty transaction is done at once", async () => {
  const { enter, hub } = await makeStompYard();
  const { say } = await enter("철수");
  await say("BEGIN\ntransaction:t\n\n^@", send("x", "transaction:t\n"), "ABORT\ntransaction:t\n\n^@");
  const receipt = await say("BEGIN\ntransaction:u\n\n^@COMMIT\ntransaction:u\nreceipt:c\n\n^@");
  assert.equal(receipt, "RECEIPT\nreceipt-id:c\n\n^@");
  assert.equal((await hub.room("chat"))?.head.offset, 0);
});

test("STOMP 1.2 COMMIT: what does not go as a whole does not go at all", async () => {
  const { enter, hub } = await makeStompYard();
  const faults: readonly [sends: string, code: string][] = [
    [send("1", "transaction:t\n") + send("2", "transaction:t\n", "마당"), "bad"],
    [send("1", "transaction:t\n") + send("2", "transaction:t\n", "none"), "room"],
    [send("1", "transaction:t\n", "none"), "room"],
    [send("1", "transaction:t\nid:a\n") + send("2", "transaction:t\nid:a\n"), "conflict"],
    [send("1", "transaction:t\n") + send("2", "transaction:t\nid:한\n"), "bad"],
  ];
  for (const [sends, code] of faults) {
    const { say } = await enter("철수");
    const [error] = framesIn(await say("BEGIN\ntransaction:t\n\n^@", sends, "COMMIT\ntransaction:t\nreceipt:c\n\n^@"));
    assert.deepEqual([error?.command, error?.headers["code"], error?.headers["receipt-id"]], ["ERROR", code, "c"]);
  }
  assert.equal((await hub.room("chat"))?.head.offset, 0);
});

test("docs/stomp.md, Sending: a key is for volatile rooms, in a transaction too, and comes out again", async () => {
  const { enter, hub } = await makeStompYard();
  await hub.putRoom("ticker", { retention: "volatile" });
  const { say, heard } = await enter("철수");
  await say("SUBSCRIBE\nid:0\ndestination:/rooms/ticker\n\n^@");
  const [message] = framesIn(await say(send("1", "x-key:원/달러\n", "ticker")));
  assert.deepEqual([message?.command, message?.headers["x-key"], message?.body], ["MESSAGE", "원/달러", "1"]);
  const within = send("2", "x-key:a\ntransaction:t\n", "ticker");
  const messages = framesIn((await say("BEGIN\ntransaction:t\n\n^@", within, "COMMIT\ntransaction:t\n\n^@")) + heard());
  assert.equal(messages[0]?.headers["x-key"], "a");
  for (const frames of [
    [send("x", "x-key:a\n")],
    ["BEGIN\ntransaction:t\n\n^@", send("x", "x-key:a\ntransaction:t\n"), "COMMIT\ntransaction:t\n\n^@"],
  ]) {
    const [error] = framesIn(await (await enter("영희")).say(...frames));
    assert.equal(error?.headers["code"], "bad");
    assert.match(error?.body ?? "", /^x-key: the room chat keeps every message/);
  }
  assert.equal((await hub.room("chat"))?.head.offset, 0);
});
