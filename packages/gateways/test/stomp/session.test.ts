import assert from "node:assert/strict";
import { test } from "node:test";
import { bodies, framesIn, makeStompYard } from "./yard.ts";

const SUBSCRIBE = "SUBSCRIBE\nid:sub-0\ndestination:/rooms/chat\n\n^@";

function send(body: string, headers = ""): string {
  return `SEND\ndestination:/rooms/chat\n${headers}\n${body}^@`;
}

test("STOMP 1.2 Connecting: login without passcode is a guest's name, and CONNECTED says who one is", async () => {
  const { open } = await makeStompYard();
  const { say } = await open();
  assert.equal(
    await say("CONNECT\naccept-version:1.1,1.2\nlogin:철수\nheart-beat:0,0\n\n^@"),
    "CONNECTED\nversion:1.2\nheart-beat:10000,10000\nserver:Madang\nuser-name:철수\n\n^@",
  );
});

test("STOMP 1.2 Connecting: a refused login is an ERROR with its reason, and close 4003", async () => {
  const { open } = await makeStompYard();
  const { say, carrier } = await open();
  const [error] = framesIn(await say("CONNECT\naccept-version:1.2\nlogin:철수\npasscode:x\n\n^@"));
  assert.deepEqual(
    [error?.command, error?.headers["message"], error?.body],
    ["ERROR", "login refused", "the token has expired"],
  );
  assert.deepEqual(carrier.goodbye, { code: 4003, reason: "login refused" });
});

test("STOMP 1.2 Connecting: nobody who says nothing stays longer than 10 s", async () => {
  const { open, clock, turn } = await makeStompYard();
  const { carrier, heard } = await open();
  clock.advance(12_000);
  await turn.settle();
  assert.match(heard(), /^ERROR\nmessage:no CONNECT within/);
  assert.equal(carrier.goodbye?.code, 4004);
});

test("a login that ends is an ERROR and close 4002; one that is banned 4001", async () => {
  const { open, enter, clock, hub } = await makeStompYard();
  const signed = await open();
  await signed.say("CONNECT\naccept-version:1.2\npasscode:token-영희\nheart-beat:0,0\n\n^@");
  const guest = await enter("철수");
  await guest.say(SUBSCRIBE);
  await hub.ban({ kind: "name", value: "철수" });
  assert.match(guest.heard(), /^ERROR\nmessage:banned\n/);
  assert.equal(guest.carrier.goodbye?.code, 4001);
  clock.advance(3_602_000);
  assert.equal(signed.carrier.goodbye?.code, 4002);
  const again = await open();
  assert.match(await again.say("CONNECT\naccept-version:1.2\nlogin:철수\n\n^@"), /message:banned/);
  assert.equal(again.carrier.goodbye?.code, 4001);
});

test("who is banned while connected, and in no room, is told with the next SEND", async () => {
  const { enter, hub } = await makeStompYard();
  const { say, carrier } = await enter("철수");
  await hub.ban({ kind: "address", value: "10.0.0.1" });
  assert.match(await say(send("x")), /^ERROR\nmessage:banned/);
  assert.equal(carrier.goodbye?.code, 4001);
});

test("frames are done in the order in which they came, also behind those that have to be waited for", async () => {
  const { open } = await makeStompYard();
  const { say } = await open();
  const all = await say(
    "CONNECT\naccept-version:1.2\nlogin:철수\n\n^@",
    send("1", "receipt:a\n"),
    SUBSCRIBE,
    send("2"),
    send("3", "receipt:b\n"),
    "UNSUBSCRIBE\nid:sub-0\nreceipt:c\n\n^@",
  );
  const told = framesIn(all).map(({ command, headers, body }) => `${command} ${headers["receipt-id"] ?? body}`.trim());
  assert.deepEqual(
    told.filter((each) => each.startsWith("RECEIPT")),
    ["RECEIPT a", "RECEIPT b", "RECEIPT c"],
  );
});

test("STOMP 1.2 DISCONNECT: its RECEIPT is the last word, and everything before it is durable", async () => {
  const { enter, hub } = await makeStompYard();
  const { say, carrier } = await enter("철수");
  assert.equal(await say(send("last words"), "DISCONNECT\nreceipt:7\n\n^@"), "RECEIPT\nreceipt-id:7\n\n^@");
  assert.deepEqual(carrier.goodbye, { code: 1000, reason: "" });
  assert.equal((await hub.room("chat"))?.head.offset, 1);
});

test("what was sent before the connection went is done all the same", async () => {
  const { open, hub, turn } = await makeStompYard();
  const { session, say } = await open();
  await say("CONNECT\naccept-version:1.2\n\n^@");
  session.text(send("1").concat(send("2")).replaceAll("^@", "\0"));
  session.closed();
  await turn.settle();
  assert.equal((await hub.room("chat"))?.head.offset, 2);
});

test("STOMP 1.2 ERROR: a broken frame ends the connection with its reason", async () => {
  const { enter } = await makeStompYard();
  const { say, carrier } = await enter("철수");
  assert.match(await say("HELLO\n\n^@"), /^ERROR\nmessage:unknown command\n/);
  assert.equal(carrier.goodbye?.code, 1002);
});

test("STOMP 1.2 Heart-beating: beats go out by themselves, and a client without any is given up", async () => {
  const { open, clock } = await makeStompYard();
  const { say, heard, carrier } = await open();
  await say("CONNECT\naccept-version:1.2\nheart-beat:10000,10000\n\n^@");
  clock.advance(9000);
  assert.equal(heard(), "\n");
  await say("\n");
  clock.advance(9000);
  assert.equal(heard(), "\n");
  clock.advance(15_000);
  assert.match(heard(), /^\n*ERROR\nmessage:no heart-beat for/);
  assert.equal(carrier.goodbye?.code, 1002);
});

test("STOMP 1.2 Heart-beating: nobody is given up for silence while nothing is read from them", async () => {
  const { open, clock } = await makeStompYard();
  const { say, carrier } = await open();
  await say("CONNECT\naccept-version:1.2\nheart-beat:10000,10000\n\n^@");
  const said = (): unknown => carrier.goodbye?.code;
  carrier.isDeaf = true;
  clock.advance(120_000);
  assert.equal(said(), undefined);
  carrier.isDeaf = false;
  clock.advance(15_000);
  assert.equal(said(), undefined);
  clock.advance(10_000);
  assert.equal(said(), 1002);
});

test("a farewell is an ERROR that says when to come back, and close 1012", async () => {
  const { enter } = await makeStompYard();
  const { session, heard, carrier } = await enter("철수");
  session.farewell(1730, "the server restarts");
  const [error] = framesIn(heard());
  assert.deepEqual(
    [error?.headers["message"], error?.headers["retry-after-ms"], error?.body],
    ["the server restarts", "1730", "Come back in 1.7 s."],
  );
  assert.deepEqual(carrier.goodbye, { code: 1012, reason: "the server restarts" });
});

test("who is gone is in no room any more", async () => {
  const { enter, hub } = await makeStompYard();
  const { say, session } = await enter("철수");
  await say(SUBSCRIBE);
  const room = await hub.room("chat");
  assert.deepEqual(room?.people(), [{ kind: "guest", name: "철수" }]);
  session.closed();
  assert.deepEqual(room?.people(), []);
});

test("a client that writes faster than the disk is not read from for a while", async () => {
  const { enter, turn } = await makeStompYard();
  const { session, carrier } = await enter("철수");
  const many = send("x").replaceAll("^@", "\0").repeat(5000);
  session.text(many);
  assert.deepEqual(carrier.holds, [true]);
  await turn.settle();
  assert.deepEqual(carrier.holds, [true, false]);
});

test("4 MiB behind a login are too much where the carrier reads on", async () => {
  const { open, clock } = await makeStompYard({ limits: true });
  const { session, carrier, say } = await open();
  await say("CONNECT\naccept-version:1.2\n\n^@");
  const long = send("x".repeat(60_000)).replaceAll("^@", "\0");
  for (let n = 0; n < 120; n++) session.text(long);
  assert.equal(carrier.goodbye?.code, 1008);
  clock.advance(1);
});

test("limits: who is too fast has to wait, in order, and loses nothing", async () => {
  const { enter, clock, turn, hub } = await makeStompYard({ limits: true });
  const { say } = await enter("철수");
  await say(...Array.from({ length: 60 }, (_, n) => send(String(n))));
  const room = await hub.room("chat");
  assert.equal(room?.head.offset, 40);
  for (let n = 0; n < 40; n++) {
    clock.advance(100);
    await turn.settle();
  }
  assert.equal(room?.head.offset, 60);
  const { entries } = (await room?.history(60, 60)) ?? { entries: [] };
  assert.deepEqual(
    entries.map(({ content }) => "text" in content && content.text),
    Array.from({ length: 60 }, (_, n) => String(n)),
  );
});

for (const version of ["1.0", "1.1", "1.2"]) {
  test(`STOMP ${version}: a SEND comes to its sender and to the others, with the same offset`, async () => {
    const { enter } = await makeStompYard();
    const [a, b] = [await enter("철수", version), await enter("영희", version)];
    await a.say(SUBSCRIBE);
    await b.say(SUBSCRIBE);
    const own = framesIn(await a.say(send("안녕")));
    const others = framesIn(b.heard());
    assert.deepEqual(own, others);
    assert.deepEqual(bodies("MESSAGE\n\n안녕^@"), [own[0]?.body]);
    assert.equal(own[0]?.headers["x-stream-offset"], "1");
  });
}
