import assert from "node:assert/strict";
import { Duplex } from "node:stream";
import { test } from "node:test";
import type { Carrier, Session } from "@madang/wire";
import type { EndReason } from "../src/end-reason.ts";
import { hear } from "../src/hearing.ts";
import { NodeHost } from "../src/node-host.ts";
import { SessionLink, type SessionTerms } from "../src/session-link.ts";
import { tcpFraming } from "../src/tcp-framing.ts";
import { WriteRound } from "../src/write-round.ts";
import { type FakeGateway, FakeSession } from "./fake-gateway.ts";

/** The least that a protocol has to add. */
class Plain extends SessionLink {
  readonly goodbyes: string[] = [];
  readonly session: Session;
  isParting = false;

  constructor(stream: Duplex, terms: SessionTerms, open: (carrier: Carrier) => Session) {
    super(stream, terms);
    this.session = open(this);
    hear(stream, this);
  }

  write(image: Uint8Array): boolean {
    this.queue(image);
    return this.takesMore();
  }

  close(code: number, reason: string): void {
    this.goodbyes.push(`${code} ${reason}`);
  }

  override receive(bytes: Uint8Array): void {
    this.session.binary(bytes);
  }

  override end(): void {
    this.goodbyes.push("end");
  }

  override gone(): void {
    this.leave("lost");
  }

  protected override flushed(): void {
    if (!this.stream.writableNeedDrain) this.drained();
  }
}

function linked() {
  const ends: (() => void)[] = [];
  const held: (() => void)[] = [];
  const net = { isHeld: true, reasons: [] as EndReason[], faults: [] as unknown[] };
  const stream = new Duplex({
    highWaterMark: 1000,
    read: () => undefined,
    write: (_bytes, _encoding, done) => {
      if (net.isHeld) held.push(done);
      else done();
    },
  });
  const terms = {
    framing: tcpFraming(new NodeHost()),
    round: new WriteRound({ atEnd: (call) => ends.push(call) }),
    ended: (reason: EndReason) => net.reasons.push(reason),
    fault: (error: unknown) => net.faults.push(error),
  };
  const gateway = { look: () => undefined, answer: () => undefined } as unknown as FakeGateway;
  const link = new Plain(stream, terms, (carrier) => new FakeSession(carrier, gateway));
  const session = link.session as FakeSession;
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
  return { link, stream, session, net, turn, release };
}

test("what comes is for the session, and so is the end", async () => {
  const { link, stream, session, net, turn } = linked();
  stream.push(Buffer.from("a"));
  await turn();
  assert.deepEqual(session.heard.map(String), ["a"]);
  stream.push(null);
  await turn();
  assert.deepEqual(link.goodbyes, ["end"]);
  stream.destroy();
  await turn();
  assert.deepEqual([session.calls, net.reasons], [["closed"], ["lost"]]);
});

test("over the high-water mark a write answers false; who writes on is not read from until it has drained", async () => {
  const { link, stream, session, turn, release } = linked();
  assert.equal(session.say("x".repeat(1000)), false);
  assert.deepEqual([link.isDeaf, stream.isPaused()], [false, false]);
  assert.equal(session.say("y"), false);
  assert.deepEqual([link.isDeaf, stream.isPaused()], [true, true]);
  await turn();
  assert.deepEqual(session.calls, []);
  await release();
  assert.deepEqual(session.calls, ["drained"]);
  assert.deepEqual([link.isDeaf, stream.isPaused()], [false, false]);
});

test("a hold and a full connection are two things: both have to be over before it is read from", async () => {
  const { link, stream, session, turn, release } = linked();
  link.hold(true);
  session.say("x".repeat(1000));
  session.say("y");
  await turn();
  link.hold(false);
  assert.equal(stream.isPaused(), true);
  link.hold(true);
  await release();
  assert.equal(stream.isPaused(), true);
  link.hold(false);
  assert.equal(stream.isPaused(), false);
});

test("ends are told by reason, once, and `closed` is the last that a session hears", async () => {
  const { link, session, net, turn } = linked();
  session.say("x".repeat(2000));
  link.reset("stalled");
  link.farewell(1, "late");
  await turn();
  assert.deepEqual([session.calls, net.reasons, link.goodbyes], [["closed"], ["stalled"], []]);
});

test("one goodbye is enough", () => {
  const { link } = linked();
  link.isParting = true;
  link.farewell(1, "bye");
  link.isParting = false;
  link.farewell(2, "bye");
  assert.deepEqual(link.goodbyes, ["1012 bye 2"]);
});

test("what a session throws ends its own connection", async () => {
  const { link, session, net, turn, release } = linked();
  const bug = (): never => {
    throw new Error("bug");
  };
  session.farewell = bug;
  link.farewell(1, "bye");
  session.drained = bug;
  session.say("x".repeat(2000));
  await turn();
  await release();
  assert.deepEqual(link.goodbyes, Array(2).fill("1011 the server met a fault of its own"));
  session.closed = bug;
  link.reset("silent");
  assert.equal(net.faults.length, 3);
});
