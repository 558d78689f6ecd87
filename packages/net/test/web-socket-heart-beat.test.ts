import assert from "node:assert/strict";
import { test } from "node:test";
import { frame, OPCODE } from "@madang/wire/websocket";
import { linked } from "./linked.ts";
import { text } from "./peer.ts";

const PONG = frame(OPCODE.pong, new Uint8Array(0), { mask: 1 });
const KIB = 1024;

/** A link whose kernel has taken so much at once. */
async function given(bytes: number): Promise<ReturnType<typeof linked>> {
  const made = linked();
  made.session.carrier.write(new Uint8Array(bytes));
  await made.turn();
  return made;
}

/** How many heart-beats in a row find somebody alive of whom nothing is heard. */
function patience({ link }: ReturnType<typeof linked>): number {
  let beats = 0;
  while (beats < 1000 && link.beat()) beats++;
  return beats;
}

test("heart-beat: who does not answer a goodbye is not kept by talking on", async () => {
  const { link, push, turn } = linked();
  link.close(4001, "banned");
  assert.ok(link.beat());
  push(text("but I"));
  await turn();
  assert.ok(!link.beat());
});

test("heart-beat: who talks on after a goodbye has as long to read it as who does not", async () => {
  const { link, push, turn } = linked();
  link.close(4001, "banned");
  push(text("but I"));
  await turn();
  assert.ok(link.beat());
  assert.ok(!link.beat());
});

test("heart-beat: silence since the last one, and only that, is answered with false", async () => {
  const { link, push, turn, writes } = linked();
  assert.ok(link.beat());
  assert.ok(!link.beat());
  push(text("a"));
  await turn();
  assert.ok(link.beat());
  await turn();
  assert.deepEqual(Buffer.concat(writes), Buffer.from([0x89, 0, 0x89, 0]));
});

test("heart-beat: who has yet to take what was written is not asked, and not given up for silence", async () => {
  const { link, session, net, writes, turn, release } = linked();
  net.isHeld = true;
  session.say("x".repeat(500));
  await turn();
  for (let beats = 0; beats < 5; beats++) assert.ok(link.beat());
  await release();
  assert.equal(writes.length, 1);
  assert.ok(link.beat());
  await turn();
  assert.ok(!link.beat());
});

test("heart-beat: a question behind a megabyte waits until a slow reader would have come to it, and no longer", async () => {
  for (const [bytes, beats] of [
    [399 * KIB, 1],
    [400 * KIB, 2],
    [1000 * KIB, 3],
    [1200 * KIB, 4],
  ] as const) {
    assert.equal(patience(await given(bytes)), beats, `${bytes} bytes`);
  }
});

test("heart-beat: nobody is waited for as if more than 8 MiB were on the way", async () => {
  assert.equal(patience(await given(8192 * KIB)), 21);
  assert.equal(patience(await given(80_000 * KIB)), 21);
});

test("heart-beat: a pong tells that what stood before the question has been read", async () => {
  const reader = await given(4000 * KIB);
  assert.ok(reader.link.beat());
  await reader.turn();
  reader.push(PONG);
  await reader.turn();
  reader.session.say("and on");
  await reader.turn();
  assert.ok(reader.link.beat());
  await reader.turn();
  assert.ok(!reader.link.beat());
});

test("heart-beat: what is written behind the question buys no time", async () => {
  const silent = await given(10);
  assert.ok(silent.link.beat());
  silent.session.carrier.write(new Uint8Array(4000 * KIB));
  await silent.turn();
  assert.ok(!silent.link.beat());
});

test("heart-beat: who is not read from cannot be heard", async () => {
  const { link } = linked();
  link.hold(true);
  assert.ok(link.isDeaf);
  for (let beats = 0; beats < 5; beats++) assert.ok(link.beat());
  link.hold(false);
  assert.ok(!link.isDeaf);
  assert.ok(link.beat());
  assert.ok(!link.beat());
});

test("RFC 6455 7.1.1: who is sent away while it is not read from is read from again, and is not held any more", async () => {
  const { link, push, turn, net, stream } = linked();
  link.hold(true);
  link.close(4001, "banned");
  link.hold(true);
  assert.ok(!link.isDeaf);
  await turn();
  push(frame(OPCODE.close, Buffer.from([0x0f, 0xa1]), { mask: 1 }));
  stream.push(null);
  await turn();
  await turn();
  assert.ok(net.isGone);
});

test("heart-beat: who is sent away while it is not read from, and says nothing, is given up", async () => {
  const made = linked();
  made.link.hold(true);
  made.link.close(4001, "banned");
  await made.turn();
  assert.ok(patience(made) < 3);
});
