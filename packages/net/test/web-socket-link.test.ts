import assert from "node:assert/strict";
import { test } from "node:test";
import {
  acceptDeflate,
  frame,
  Connection as Machine,
  OPCODE,
  parseExtensions,
  TAKEOVER_DEFLATE,
} from "@madang/wire/websocket";
import { NodeHost } from "../src/node-host.ts";
import { linked } from "./linked.ts";
import { goodbye, text } from "./peer.ts";

const host = new NodeHost();
const PING = frame(OPCODE.ping, new Uint8Array(125), { mask: 1 });

const hex = (...bytes: number[]): Buffer => Buffer.from(bytes);

test("mechanism 1: several images of one turn are one write, the machine's own frames among them, in order", async () => {
  const { session, writes, push, turn } = linked();
  session.say("a");
  session.say("b");
  push(frame(OPCODE.ping, Buffer.from("p"), { mask: 7 }));
  await new Promise(setImmediate);
  session.say("c");
  assert.equal(writes.length, 0);
  await turn();
  assert.deepEqual(writes, [hex(0x81, 1, 0x61, 0x81, 1, 0x62, 0x8a, 1, 0x70, 0x81, 1, 0x63)]);
});

test("mechanism 1: one image is written as it is, not copied", async () => {
  const { session, writes, turn } = linked();
  const image = Buffer.from(session.carrier.framing.frame(["shared"]));
  session.carrier.write(image);
  await turn();
  assert.equal(writes[0], image);
});

test("RFC 6455 5.5.1: the peer's goodbye is echoed once, the session ends with it, then the stream", async () => {
  const { session, stream, writes, push, turn, net } = linked();
  session.say("before");
  push(Buffer.concat([text("last words"), goodbye(1000)]));
  await turn();
  assert.deepEqual(session.heard, ["last words"]);
  assert.deepEqual(session.calls, ["closed"]);
  assert.deepEqual(Buffer.concat(writes).subarray(-4), hex(0x88, 2, 0x03, 0xe8));
  assert.ok(stream.writableEnded);
  stream.push(null);
  await turn();
  assert.deepEqual([session.calls, net.isGone], [["closed"], true]);
});

test("RFC 6455 7.1.2: a goodbye and the stream's end at once are still answered", async () => {
  const { stream, writes, push, turn } = linked();
  push(goodbye(1001));
  stream.push(null);
  await turn();
  assert.deepEqual(Buffer.concat(writes), hex(0x88, 2, 0x03, 0xe9));
  assert.ok(stream.destroyed && !stream.errored);
});

test("RFC 6455 5.5.1: our goodbye goes once, after what was written; words that still come are not heard", async () => {
  const { link, session, stream, writes, push, turn } = linked();
  session.say("a");
  link.close(4001, "banned");
  link.close(1001, "again");
  assert.ok(session.say("b"));
  push(text("but"));
  await turn();
  assert.deepEqual(Buffer.concat(writes).toString("latin1"), "\x81\x01a\x88\x08\x0f\xa1banned");
  assert.deepEqual(session.heard, []);
  assert.ok(!stream.writableEnded);
  push(goodbye(4001));
  await turn();
  assert.ok(stream.writableEnded);
  assert.deepEqual(session.calls, ["closed"]);
});

test("P4: what a session says goodbye to is the end of what it hears, also within one read", async () => {
  const { link, gateway, session, push, turn } = linked();
  gateway.answer = () => link.close(1008, "enough");
  push(Buffer.concat([text("one"), text("two")]));
  await turn();
  assert.deepEqual(session.heard, ["one"]);
});

test("P4: a session that throws ends with 1011 and a fault, and nothing else does", async () => {
  const { gateway, session, writes, faults, push, turn } = linked();
  gateway.answer = () => {
    throw new Error("bug");
  };
  push(Buffer.concat([text("one"), text("two")]));
  await turn();
  assert.deepEqual(session.heard, ["one"]);
  assert.match(String(faults), /bug/);
  assert.deepEqual(Buffer.concat(writes).subarray(0, 4), hex(0x88, 35, 0x03, 0xf3));
});

test("RFC 6455 7.1.7: a broken rule is answered with its code, the rest is read and dropped", async () => {
  const { session, stream, writes, push, turn } = linked();
  push(hex(0x81, 0x01, 0x61));
  await turn();
  assert.deepEqual(Buffer.concat(writes).subarray(2, 4), hex(0x03, 0xea));
  assert.deepEqual(session.calls, ["closed"]);
  for (let sent = 0; sent < 100; sent++) push(Buffer.alloc(1000));
  await turn();
  assert.equal(stream.readableLength, 0);
});

test("Carrier.write: false from the high-water mark on, `drained` once the stream has drained", async () => {
  const { session, net, turn, release, writes } = linked();
  net.isHeld = true;
  assert.ok(session.say("x".repeat(500)));
  assert.ok(!session.say("x".repeat(500)));
  await turn();
  assert.deepEqual(session.calls, []);
  await release();
  assert.deepEqual(session.calls, ["drained"]);
  assert.ok(session.say("on"));
  await turn();
  assert.equal(writes.length, 2);
});

test("Carrier.write: `drained` follows also when the kernel took all at once", async () => {
  const { session, turn } = linked();
  assert.ok(!session.say("x".repeat(2000)));
  await turn();
  assert.deepEqual(session.calls, ["drained"]);
});

test("Session: `closed` is the last that it hears", async () => {
  const { session, stream, turn, net } = linked();
  net.isHeld = true;
  assert.ok(!session.say("x".repeat(2000)));
  stream.destroy(new Error("reset"));
  await turn();
  assert.deepEqual(session.calls, ["closed"]);
  assert.ok(session.say("into the void"));
});

test("RFC 6455 5.5.2: who sends pings and reads no pongs is not read from until it does", async () => {
  const { stream, net, push, turn, release, writes } = linked();
  net.isHeld = true;
  for (let sent = 0; sent < 200; sent++) {
    push(PING);
    await new Promise(setImmediate);
  }
  await turn();
  assert.ok(stream.isPaused());
  assert.ok(stream.writableLength < 3000, `${stream.writableLength} bytes wait`);
  for (let round = 0; round < 200 && writes.length < 200; round++) await release();
  assert.equal(Buffer.concat(writes).length, 200 * 127);
  assert.ok(!stream.isPaused());
});

test("design: who only writes and never reads is read from all the same", async () => {
  const { session, stream, net, push, turn } = linked();
  net.isHeld = true;
  session.say("x".repeat(2000));
  await turn();
  for (let sent = 0; sent < 100; sent++) push(text("a"));
  await turn();
  assert.equal(session.heard.length, 100);
  assert.ok(!stream.isPaused());
});

test("Carrier: a session that answers into a full connection does not grow without bound", async () => {
  const { gateway, session, stream, net, push, turn } = linked();
  gateway.answer = () => session.say("refused, refused, refused, refused, refused");
  net.isHeld = true;
  for (let sent = 0; sent < 1000; sent++) {
    push(text("a"));
    await new Promise(setImmediate);
  }
  await turn();
  assert.ok(session.heard.length < 100, `${session.heard.length} were heard`);
  assert.ok(stream.isPaused());
});

test("RFC 6455 5.5.2: a pong goes before the answer to what came after the ping, also when both came at once", async () => {
  const { gateway, session, writes, push, turn } = linked();
  gateway.answer = (_session, message) => session.say(message);
  const ping = (payload: string) => frame(OPCODE.ping, Buffer.from(payload), { mask: 7 });
  push(Buffer.concat([text("a"), ping("1"), text("b"), ping("2"), text("c")]));
  await turn();
  assert.equal(Buffer.concat(writes).toString("latin1"), "\x81\x01a\x8a\x011\x81\x01b\x8a\x012\x81\x01c");
});

for (const [what, last, code, reason] of [
  ["RFC 6455 5.5.1: a goodbye", goodbye(1000), 1000, "goodbye"],
  ["RFC 6455 7.1.7: a broken rule", hex(0x83, 0x80, 0, 0, 0, 0), 1002, "rule"],
] as const) {
  test(`${what} that came together with a message: the message is answered first`, async () => {
    const { gateway, session, writes, reasons, push, turn } = linked();
    gateway.answer = (_session, message) => session.say(message);
    push(Buffer.concat([text("last"), last]));
    await turn();
    const sent = Buffer.concat(writes);
    assert.equal(sent.subarray(0, 7).toString("latin1"), "\x81\x04last\x88");
    assert.equal(sent.readUInt16BE(8), code);
    assert.deepEqual(reasons, [reason]);
  });
}

test("Carrier.close: what comes in the same read after a session's goodbye is not heard", async () => {
  const { gateway, link, session, push, turn } = linked();
  gateway.answer = () => link.close(4001, "banned");
  push(Buffer.concat([text("one"), text("two"), text("three")]));
  await turn();
  assert.deepEqual(session.heard, ["one"]);
});

test("RFC 7692 7.1.1: what is for one connection is compressed with its context, what is shared is not", async () => {
  const agreed = acceptDeflate(parseExtensions("permessage-deflate") ?? [], TAKEOVER_DEFLATE);
  assert.ok(agreed?.serverTakeover);
  const { link, session, writes, turn } = linked({ deflate: agreed });
  const words = "it is a long line that is said once, and then it is said again; ".repeat(4);
  const sizes: number[] = [];
  for (let said = 0; said < 3; said++) {
    link.send(words);
    await turn();
    sizes.push(writes.at(-1)?.length ?? 0);
  }
  session.say(words);
  await turn();
  const client = new Machine({ role: "client", host, deflate: agreed });
  const events = client.receive(Buffer.concat(writes));
  assert.deepEqual(
    events,
    Array.from({ length: 4 }, () => ({ kind: "text", text: words })),
  );
  assert.ok((sizes[1] ?? 0) < (sizes[0] ?? 0) / 2 && writes.at(-1)?.length === words.length + 4, String(sizes));
});

test("issue 4, 3: a long image goes out in writes of 64 KiB, each when the last was taken, and what came later after it", async () => {
  const { link, session, net, writes, turn, step } = linked({ highWaterMark: 65_536 });
  net.isHeld = true;
  assert.ok(!session.say("x".repeat(200_000)));
  await turn();
  const taken = [link.taken];
  link.close(1000, "");
  for (let round = 0; round < 4; round++) {
    assert.equal(writes.length, round + 1);
    await step();
    taken.push(link.taken);
  }
  assert.deepEqual([writes.length, link.owed], [4, 0]);
  assert.deepEqual(taken, [0, 65_536, 131_072, 196_608, 200_014]);
  assert.equal(Buffer.concat(writes).subarray(-4).toString("hex"), "880203e8");
});

test("issue 4, 3: the end of the stream waits for what is still to be written", async () => {
  const { session, stream, net, push, turn, release } = linked({ highWaterMark: 65_536 });
  net.isHeld = true;
  session.say("x".repeat(100_000));
  push(goodbye(1000));
  await turn();
  assert.ok(!stream.writableEnded);
  await release();
  assert.ok(stream.writableEnded);
});

for (const [how, reason] of [
  ["a reset by us", "stalled"],
  ["the stream's end without a word", "lost"],
] as const) {
  test(`ends are told by reason, once: ${how}`, async () => {
    const { link, stream, session, reasons, net, turn } = linked();
    if (reason === "lost") stream.push(null);
    else link.reset(reason);
    await turn();
    await turn();
    stream.destroy();
    await turn();
    assert.deepEqual([reasons, session.calls, net.isGone], [[reason], ["closed"], true]);
  });
}

test("a session that has enough to do holds its client back, and lets it on when it has drained as well", async () => {
  const { link, session, stream, net, turn, release } = linked();
  link.hold(true);
  assert.equal(stream.isPaused(), true);
  net.isHeld = true;
  session.say("x".repeat(1000));
  session.say("y");
  await turn();
  link.hold(false);
  assert.equal(stream.isPaused(), true);
  await release();
  assert.equal(stream.isPaused(), false);
});
