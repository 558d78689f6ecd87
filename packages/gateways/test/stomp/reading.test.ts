import assert from "node:assert/strict";
import { test } from "node:test";
import { bodies, framesIn, makeStompYard } from "./yard.ts";

function subscribe(id: string, more = "", destination = "/rooms/chat"): string {
  return `SUBSCRIBE\nid:${id}\ndestination:${destination}\n${more}\n^@`;
}

test("STOMP 1.2 SUBSCRIBE: several of one connection, two of the same room, each gets its own", async () => {
  const { enter, entry } = await makeStompYard({ prefixes: ["/topic/"] });
  const { say, heard } = await enter("철수");
  await say(subscribe("a"), subscribe("b", "", "/topic/chat"), subscribe("c", "", "/rooms/마당"));
  await entry("안녕");
  const got = framesIn(heard()).map(({ headers }) => [headers["subscription"], headers["destination"]]);
  assert.deepEqual(got.sort(), [
    ["a", "/rooms/chat"],
    ["b", "/topic/chat"],
  ]);
  await say("UNSUBSCRIBE\nid:a\n\n^@");
  await entry("noch");
  assert.deepEqual(
    framesIn(heard()).map(({ headers }) => headers["subscription"]),
    ["b"],
  );
});

test("STOMP 1.2 SUBSCRIBE: no such room is an ERROR with the receipt's id", async () => {
  const { enter } = await makeStompYard();
  const { say, carrier } = await enter("철수");
  const [error] = framesIn(await say(subscribe("a", "receipt:1\n", "/rooms/none")));
  assert.deepEqual([error?.headers["message"], error?.headers["receipt-id"]], ["no such room", "1"]);
  assert.equal(carrier.goodbye?.code, 1008);
});

test("docs/stomp.md, Notices: comings and goings only with notices:true", async () => {
  const { enter, clock, turn } = await makeStompYard();
  const [plain, curious] = [await enter("철수"), await enter("영희")];
  await plain.say(subscribe("a"));
  await curious.say(subscribe("a", "notices:true\n"));
  clock.advance(1000);
  await turn.settle();
  curious.heard();
  const other = await enter("민수");
  await other.say(subscribe("a"));
  clock.advance(1000);
  await turn.settle();
  assert.equal(plain.heard(), "");
  const [notice] = framesIn(curious.heard());
  assert.deepEqual([notice?.headers["type"], JSON.parse(notice?.body ?? "null").person.name], ["came", "민수"]);
});

test("a slow reader is a cursor: it reads on from the log when its carrier has drained", async () => {
  const { enter, entry, hub } = await makeStompYard();
  const { say, heard, carrier, session } = await enter("철수");
  await say(subscribe("a"));
  carrier.full = true;
  await entry("1");
  carrier.full = false;
  for (const text of ["2", "3"]) await entry(text);
  assert.deepEqual(bodies(heard()), ["1"]);
  assert.equal((await hub.room("chat"))?.counts.behind, 1);
  session.drained();
  assert.deepEqual(bodies(heard()), ["2", "3"]);
});
