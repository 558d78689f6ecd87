import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import { test } from "node:test";
import type { EndReason } from "../src/end-reason.ts";
import { NodeHost } from "../src/node-host.ts";
import { tcpFraming } from "../src/tcp-framing.ts";
import { TcpLink } from "../src/tcp-link.ts";
import { WriteRound } from "../src/write-round.ts";
import { FakeGateway } from "./fake-gateway.ts";

/** A link over a socket whose writes the test sees and holds back. */
function linked() {
  const ends: (() => void)[] = [];
  const writes: Buffer[] = [];
  const held: (() => void)[] = [];
  const net = { isHeld: false, gone: [] as EndReason[], isGone: false, ending: 0, faults: [] as unknown[] };
  const stream = new Duplex({
    allowHalfOpen: true,
    highWaterMark: 1000,
    read: () => undefined,
    write: (bytes: Buffer, _encoding, done) => {
      writes.push(bytes);
      if (net.isHeld) held.push(done);
      else done();
    },
  });
  const gateway = new FakeGateway();
  const link = new TcpLink(stream as Socket, gateway.letIn(), {
    framing: tcpFraming(new NodeHost()),
    round: new WriteRound({ atEnd: (call) => ends.push(call) }),
    ending: () => net.ending++,
    ended: (reason) => net.gone.push(reason),
    gone: () => {
      net.isGone = true;
    },
    fault: (error) => net.faults.push(error),
  });
  const turn = async (): Promise<void> => {
    await new Promise(setImmediate);
    for (const end of ends.splice(0)) end();
    await new Promise(setImmediate);
  };
  const release = async (): Promise<void> => {
    net.isHeld = false;
    for (const done of held.splice(0)) done();
    await turn();
  };
  return { link, stream, session: gateway.session, gateway, writes, net, turn, release };
}

test("bytes come as they are cut; images of one turn are one write", async () => {
  const { stream, session, writes, turn } = linked();
  stream.push(Buffer.from("ab"));
  stream.push(Buffer.from("c"));
  await turn();
  assert.equal(Buffer.concat(session.heard as Uint8Array[]).toString(), "abc");
  session.say("1", "2");
  session.say("3");
  await turn();
  assert.deepEqual(writes.map(String), ["123"]);
});

test("over the high-water mark write answers false, drained follows; who writes on is not read from meanwhile", async () => {
  const { link, stream, session, net, turn, release } = linked();
  net.isHeld = true;
  assert.equal(session.say("x".repeat(600)), true);
  assert.equal(session.say("x".repeat(600)), false);
  assert.equal(stream.isPaused(), false);
  assert.equal(link.isDeaf, false);
  assert.equal(session.say("y"), false);
  assert.deepEqual([stream.isPaused(), link.isDeaf], [true, true]);
  await turn();
  assert.deepEqual(session.calls, []);
  await release();
  assert.deepEqual(session.calls, ["drained"]);
  assert.deepEqual([stream.isPaused(), link.isDeaf], [false, false]);
});

test("a session that has enough to do holds its client back", () => {
  const { link, stream } = linked();
  link.hold(true);
  assert.equal(stream.isPaused(), true);
  link.hold(true);
  link.hold(false);
  assert.equal(stream.isPaused(), false);
});

test("close: what was said before goes out, then the end; nothing is heard or written any more", async () => {
  const { link, stream, session, writes, net, turn } = linked();
  session.say("bye");
  link.close(1000);
  link.close(1011);
  assert.equal(session.say("more"), true);
  await turn();
  assert.deepEqual([writes.map(String), stream.writableEnded, net.ending], [["bye"], true, 1]);
  stream.push(Buffer.from("late"));
  await turn();
  assert.deepEqual(session.heard, []);
  link.finish();
  await turn();
  assert.deepEqual([session.calls, net.gone], [["closed"], ["goodbye"]]);
});

test("close on a silent link ends it as well; a broken rule is counted as one", async () => {
  const { link, stream, net, turn } = linked();
  link.close(1002);
  await turn();
  assert.ok(stream.writableEnded);
  stream.destroy();
  await turn();
  assert.deepEqual(net.gone, ["rule"]);
});

test("a peer that sends no more may still read the answers to what it has sent", async () => {
  const { stream, session, writes, net, turn } = linked();
  stream.push(Buffer.from("last"));
  stream.push(null);
  await turn();
  assert.deepEqual([net.ending, session.calls], [1, []]);
  session.say("answer");
  await turn();
  assert.deepEqual(writes.map(String), ["answer"]);
});

test("a stream that breaks, and one that is reset, tell the session once", async () => {
  const { link, session, net, turn } = linked();
  link.reset("stalled");
  await turn();
  link.farewell(1, "late");
  assert.deepEqual([session.calls, net.gone, net.isGone], [["closed"], ["stalled"], true]);
});

test("a fault of a session costs its own connection", async () => {
  const { stream, gateway, session, net, turn } = linked();
  gateway.look = () => {
    throw new Error("ours");
  };
  stream.push(Buffer.from("x"));
  await turn();
  assert.equal(net.faults.length, 1);
  assert.ok(stream.writableEnded);
  assert.equal(session.heard.length, 1);
});

test("a farewell is the session's to say", async () => {
  const { link, stream, turn } = linked();
  link.farewell(5, "the server restarts");
  await turn();
  assert.ok(stream.writableEnded);
});
