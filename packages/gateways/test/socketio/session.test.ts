import assert from "node:assert/strict";
import { test } from "node:test";
import { HOLD_FROM, MAX_WAITING } from "../../src/in-order.ts";
import { makeSocketYard } from "./yard.ts";

test("socket.io-protocol, Connect: another namespace, a refused login and a ban are refused in its words", async () => {
  const { connect, hub } = await makeSocketYard();
  const talker = await connect();
  assert.deepEqual(await talker.say("0/custom,"), ['4/custom,{"message":"Invalid namespace"}']);
  assert.deepEqual(await talker.say('0{"token":"bad"}'), [
    '4{"message":"the token has expired","data":{"status":401}}',
  ]);
  await hub.ban({ kind: "name", value: "철수" });
  assert.deepEqual(await talker.say('0{"name":"철수"}'), [
    '4{"message":"the name 철수 is banned","data":{"status":403}}',
  ]);
  assert.match((await talker.say('0{"name":"영희"}')).join(), /^0\{"sid":"[^"]+","pid":"[^"]+"\}$/);
  assert.equal(talker.carrier.goodbye, undefined);
});

test("socket.io-protocol, Connect: nothing within 45 s, and what is no packet, end the connection", async () => {
  const { connect, enter, clock } = await makeSocketYard();
  const [silent, broken, quick] = [await connect(), await connect(), await enter({ name: "철수" })];
  await broken.say("abc");
  assert.equal(broken.carrier.goodbye?.code, 1008);
  clock.advance(46_000);
  assert.deepEqual([silent.carrier.goodbye?.code, quick.carrier.goodbye], [1008, undefined]);
  await quick.say("1");
  clock.advance(46_000);
  assert.equal(quick.carrier.goodbye?.code, 1008);
});

test("a login that ends closes with 4002, so that the client comes back with a new one", async () => {
  const { enter, clock } = await makeSocketYard();
  const { carrier } = await enter({ token: "token-영희" });
  clock.advance(3_602_000);
  assert.equal(carrier.goodbye?.code, 4002);
});

test("issue 7: what somebody asked before leaving is theirs, whatever comes after it", async () => {
  const { enter, hub, turn } = await makeSocketYard();
  const talker = await enter({ name: "철수" });
  await talker.say('2["message","chat","마지막"]', "1", '0{"name":"영희"}');
  await talker.say('2["message","chat","처음"]');
  await turn.settle();
  const room = await hub.room("chat");
  assert.ok(room);
  const { entries } = await room.history(2, 5);
  assert.deepEqual(
    entries.map(({ author, content }) => [author.name, content]),
    [
      ["철수", { text: "마지막" }],
      ["영희", { text: "처음" }],
    ],
  );
});

test("issue 7, 3: the pid comes back byte for byte with what was missed; another person's is of no use", async () => {
  const { enter, connect } = await makeSocketYard();
  const 철수 = await enter({ name: "철수" });
  await 철수.ask("join", "chat");
  const place = String(철수.events().at(-1)?.at(-1));
  철수.carrier.end();
  const 영희 = await enter({ name: "영희" });
  await 영희.ask("message", "chat", { id: "1", text: "missed" });
  const back = await connect();
  const [connected = "", ...rest] = await back.say(
    `0${JSON.stringify({ name: "철수", pid: 철수.pid, offset: place })}`,
  );
  assert.equal((JSON.parse(connected.slice(1)) as { readonly pid: string }).pid, 철수.pid);
  assert.match(rest[0] ?? "", /^2\["here",\{"room":"chat","present":1/);
  assert.match(rest[1] ?? "", /^2\["message",.*"text":"missed"/);
  const thief = await connect();
  const [other = ""] = await thief.say(`0${JSON.stringify({ name: "길동", pid: 철수.pid, offset: place })}`);
  assert.notEqual((JSON.parse(other.slice(1)) as { readonly pid: string }).pid, 철수.pid);
  assert.equal((await thief.ask("leave", "chat"))["error"], "not-joined");
});

test("one who is banned is told, put out of the namespace, and closed with 4001", async () => {
  const { enter, hub } = await makeSocketYard();
  const talker = await enter({ name: "철수" });
  await talker.ask("join", "chat");
  talker.heard();
  await hub.ban({ kind: "name", value: "철수" });
  assert.deepEqual(talker.heard(), ['2["refused",{"ok":false,"error":"banned","why":"banned by the operator"}]', "1"]);
  assert.equal(talker.carrier.goodbye?.code, 4001);
});

test("who floods while something is done is closed; who does not read is not answered on", async () => {
  const { enter, turn } = await makeSocketYard();
  const flood = await enter({ name: "철수" });
  for (let count = 0; count < MAX_WAITING + 2; count++) flood.session.text('2["rooms"]');
  assert.equal(flood.carrier.goodbye?.code, 1008);
  const slow = await enter({ name: "영희" });
  slow.carrier.full = true;
  for (const id of [0, 1, 2]) slow.session.text(`2${id}["rooms"]`);
  await turn.settle();
  assert.equal(slow.heard().length, 1);
  slow.carrier.full = false;
  slow.session.drained();
  await turn.settle();
  assert.equal(slow.heard().length, 2);
});

test("the server's goodbye closes with 1012: clients come back by themselves", async () => {
  const { enter } = await makeSocketYard();
  const { session, carrier } = await enter({});
  session.farewell(5, "the server restarts");
  assert.deepEqual(carrier.goodbye, { code: 1012, reason: "the server restarts" });
});

test("carrier.ts, hold: who asks for much behind something slow is not read from until half of it is done", async () => {
  const { enter, turn } = await makeSocketYard();
  const talker = await enter({ name: "철수" });
  const { session, carrier } = talker;
  session.text('2["join","chat"]');
  for (let id = 0; id < HOLD_FROM + 10; id++) session.text(`2${id}["typing","chat"]`);
  assert.deepEqual(carrier.holds, [true]);
  await turn.settle();
  assert.deepEqual(carrier.holds, [true, false]);
  assert.equal(talker.heard().filter((message) => message.startsWith("3")).length, HOLD_FROM + 10);
});
