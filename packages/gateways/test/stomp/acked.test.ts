import assert from "node:assert/strict";
import { test } from "node:test";
import { ACK_WINDOW } from "@madang/wire/stomp";
import { bodies, framesIn, makeStompYard } from "./yard.ts";

const INDIVIDUAL = "SUBSCRIBE\nid:s\ndestination:/rooms/chat\nack:client-individual\nprefetch-count:2\n\n^@";

test("STOMP 1.2 SUBSCRIBE ack Header: a full window is a slow reader, which reads on from the log when ACKs come", async () => {
  const { enter, entry, hub } = await makeStompYard();
  const { say, heard } = await enter("철수");
  await say(INDIVIDUAL);
  for (const text of ["1", "2", "3", "4", "5"]) await entry(text);
  const first = framesIn(heard());
  assert.deepEqual(
    first.map(({ body }) => body),
    ["1", "2"],
  );
  const room = await hub.room("chat");
  assert.equal(room?.counts.behind, 1);
  assert.deepEqual(bodies(await say(`ACK\nid:${first[1]?.headers["ack"]}\n\n^@`)), ["3"]);
  assert.deepEqual(bodies(await say(`NACK\nid:${first[0]?.headers["ack"]}\n\n^@`)), ["4"]);
  assert.equal(room?.counts.behind, 1);
});

test("STOMP 1.2 SUBSCRIBE ack Header: client is cumulative, and brings a reader to the head again", async () => {
  const { enter, entry, hub } = await makeStompYard();
  const { say, heard } = await enter("철수");
  await say(INDIVIDUAL.replace("client-individual", "client"));
  for (const text of ["1", "2", "3"]) await entry(text);
  const got = framesIn(heard());
  assert.deepEqual(bodies(await say(`ACK\nid:${got[1]?.headers["ack"]}\n\n^@`)), ["3"]);
  assert.equal((await hub.room("chat"))?.counts.behind, 0);
  await entry("4");
  assert.deepEqual(bodies(heard()), ["4"]);
});

test("STOMP 1.1 ACK: message-id and subscription; there is no ack header to give back", async () => {
  const { enter, entry } = await makeStompYard();
  const { say, heard } = await enter("철수", "1.1");
  await say(INDIVIDUAL);
  for (const text of ["1", "2", "3"]) await entry(text);
  const [first] = framesIn(heard());
  assert.equal(first?.headers["ack"], undefined);
  const ack = `ACK\nmessage-id:${first?.headers["message-id"]}\nsubscription:s\n\n^@`;
  assert.deepEqual(bodies(await say(ack)), ["3"]);
});

test("what one batch brings beyond the window waits, however the batches fall, and nothing is lost", async () => {
  const { enter, hub, turn } = await makeStompYard();
  const { say, heard } = await enter("철수");
  const room = await hub.room("chat");
  const count = 3 * ACK_WINDOW;
  for (let n = 1; n <= count; n++)
    room?.append(hub.draft({ kind: "guest", name: "b" }, { text: String(n) }), () => undefined);
  await turn.settle();
  let got = framesIn(
    await say("SUBSCRIBE\nid:s\ndestination:/rooms/chat\nack:client\nx-stream-offset:first\n\n^@", "\n"),
  );
  const all = [...got];
  assert.equal(got.length, ACK_WINDOW);
  while (got.length > 0 && all.length < count) {
    got = framesIn(await say(`ACK\nid:${all.at(-1)?.headers["ack"]}\n\n^@`));
    assert.ok(got.length <= ACK_WINDOW);
    all.push(...got);
  }
  assert.deepEqual(
    all.map(({ body }) => body),
    Array.from({ length: count }, (_, n) => String(n + 1)),
  );
  assert.equal(heard(), "");
});

test("an ACK writes nothing to a carrier that is full; its draining does", async () => {
  const { enter, entry } = await makeStompYard();
  const { say, heard, carrier, session } = await enter("철수");
  await say(INDIVIDUAL);
  await entry("1");
  carrier.full = true;
  await entry("2");
  const got = framesIn(heard());
  await entry("3");
  assert.equal(await say(`ACK\nid:${got[0]?.headers["ack"]}\n\n^@`), "");
  carrier.full = false;
  session.drained();
  assert.deepEqual(bodies(heard()), ["3"]);
});
