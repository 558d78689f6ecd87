import assert from "node:assert/strict";
import { test } from "node:test";
import { bodies, framesIn, makeStompYard, type StompYard } from "./yard.ts";

/** Five entries, a minute between two of them. */
async function told(): Promise<StompYard> {
  const yard = await makeStompYard();
  for (const text of ["1", "2", "3", "4", "5"]) {
    await yard.entry(text);
    yard.clock.advance(60_000);
  }
  return yard;
}

async function from(yard: StompYard, header: string): Promise<string> {
  const { say } = await yard.enter("철수");
  return say(`SUBSCRIBE\nid:s\ndestination:/rooms/chat\n${header}\n\n^@`);
}

test("docs/stomp.md, Where to begin: x-stream-offset as in RabbitMQ's streams", async () => {
  const yard = await told();
  const start = Math.floor((yard.clock.now() - 300_000) / 1000);
  for (const [value, wanted] of [
    ["first", "12345"],
    ["last", "5"],
    ["next", ""],
    ["offset=0", "12345"],
    ["offset=1", "12345"],
    ["offset=4", "45"],
    ["offset=6", ""],
    [`timestamp=${start}`, "12345"],
    [`timestamp=${start + 61}`, "345"],
    [`timestamp=${(start + 61) * 1000}`, "345"],
    [`timestamp=${start + 1000}`, ""],
  ] as const) {
    assert.equal(bodies(await from(yard, `x-stream-offset:${value}`)).join(""), wanted, value);
  }
  assert.equal(await from(yard, "x:y"), "");
});

test("docs/stomp.md, Where to begin: the message-id of the last MESSAGE is the position to go on from", async () => {
  const yard = await told();
  const all = framesIn(await from(yard, "x-stream-offset:first"));
  assert.deepEqual(bodies(await from(yard, `position:${all[2]?.headers["message-id"]}`)), ["4", "5"]);
  assert.equal(await from(yard, `position:${all[4]?.headers["message-id"]}`), "");
});

test("docs/stomp.md, Where to begin: what cannot be read on from is an ERROR with the way on", async () => {
  const yard = await told();
  const all = framesIn(await from(yard, "x-stream-offset:first"));
  const other = all[2]?.headers["message-id"]?.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
  const [history] = framesIn(await from(yard, `position:${other}`));
  assert.deepEqual(
    [history?.command, history?.headers["code"], history?.headers["cause"]],
    ["ERROR", "gone", "history"],
  );
  assert.deepEqual(bodies(await from(yard, `position:${history?.headers["earliest"]}`)).length, 5);
  assert.equal(await from(yard, `position:${history?.headers["now"]}`), "");
  assert.equal(framesIn(await from(yard, "x-stream-offset:offset=7"))[0]?.headers["cause"], "history");
  await yard.store.prune("chat", yard.clock.now() - 150_000);
  (await yard.hub.room("chat"))?.forget(4);
  const [retention] = framesIn(await from(yard, "x-stream-offset:offset=2"));
  assert.equal(retention?.headers["cause"], "retention");
  assert.match(retention?.body ?? "", /keeps nothing before offset 4\. Subscribe with x-stream-offset:first/);
  assert.equal(bodies(await from(yard, "x-stream-offset:first")).join(""), "45");
});

test("a start that means nothing is an ERROR that says what would", async () => {
  const yard = await told();
  assert.match(await from(yard, "position:x"), /^ERROR\nmessage:a bad start\n/);
  for (const value of ["", "middle", "offset=-1", "offset=x", "timestamp="])
    assert.match(await from(yard, `x-stream-offset:${value}`), /x-stream-offset is first, last, next/, value);
});
