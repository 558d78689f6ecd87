import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Event, ServerConnection } from "../../src/stomp/index.ts";
import { UsageError } from "../../src/websocket/usage-error.ts";
import { anyCuts, split } from "../websocket/cuts.ts";
import { connection, opened, said, wire } from "./transcript.ts";

/** Events by kind, a closed one with its error's close code and message. */
function kinds(events: readonly Event[]): string[] {
  return events.map((event) => {
    if (event.kind !== "closed") return event.kind;
    return event.error === undefined ? "closed" : `closed ${event.error.closeCode} ${event.error.message}`;
  });
}

function hears(server: ServerConnection, text: string, now = 0): string[] {
  return kinds(server.receive(wire(text), now));
}

function framesOf(events: readonly Event[]): number[] {
  return events.flatMap((event) => ("frame" in event ? [event.frame] : []));
}

test("STOMP 1.2 Connecting: CONNECT is put to the owner; accepted, CONNECTED goes out", () => {
  const server = connection();
  const [event] = server.receive(wire("CONNECT\naccept-version:1.1,1.2\nhost:h\nlogin:철수\npasscode:p\n\n^@"), 0);
  assert.ok(event?.kind === "connect");
  assert.deepEqual([event.version, event.login, event.passcode, event.host], ["1.2", "철수", "p", "h"]);
  assert.equal(server.state, "deciding");
  assert.equal(said(server), "");
  assert.deepEqual(server.accept(0, [["session", "7"]]), []);
  assert.equal(said(server), "CONNECTED\nversion:1.2\nheart-beat:10000,10000\nsession:7\n\n^@");
  assert.deepEqual([server.state, server.version, server.finished], ["open", "1.2", false]);
});

test("STOMP 1.2 Connecting: refused, there is an ERROR, and the connection is finished", () => {
  const server = connection();
  hears(server, "CONNECT\naccept-version:1.2\n\n^@SEND\n\n^@");
  server.refuse("login refused", "This token has expired.");
  assert.equal(
    said(server),
    "ERROR\nmessage:login refused\ncontent-type:text/plain\ncontent-length:23\n\nThis token has expired.^@",
  );
  assert.deepEqual([server.state, server.finished, server.deadline], ["closed", true, undefined]);
  assert.deepEqual(server.accept(0), []);
  assert.deepEqual([kinds(server.ended()), server.ended()], [["closed"], []]);
});

test("STOMP 1.2 Protocol Negotiation: no common version is an ERROR with a version list", () => {
  const server = connection();
  assert.deepEqual(hears(server, "CONNECT\naccept-version:2.1\n\n^@"), ["closed 1002 no common version"]);
  assert.equal(
    said(server),
    "ERROR\nmessage:no common version\nversion:1.0,1.1,1.2\ncontent-type:text/plain\ncontent-length:43\n\nSupported protocol versions are 1.0 1.1 1.2^@",
  );
  assert.deepEqual([server.finished, server.ended()], [true, []]);
});

test("anything before CONNECT, and a second CONNECT, are ERRORs", () => {
  assert.deepEqual(hears(connection(), "SEND\ndestination:/a\n\n^@"), ["closed 1002 SEND before CONNECT"]);
  assert.deepEqual(hears(opened(), "CONNECT\naccept-version:1.2\n\n^@"), [
    "closed 1002 a CONNECT is not expected here",
  ]);
});

test("what comes before the decision is held back, read by the agreed version, and bounded", () => {
  const server = connection({ maxHeldBytes: 60 });
  assert.deepEqual(hears(server, "CONNECT\n\n^@\nSEND\ndestination:/a\n\n\\t"), ["connect"]);
  assert.deepEqual(hears(server, "^@SEND\ndestination: /b\n\n^@"), []);
  const events = server.accept(0);
  assert.deepEqual(
    events.map((event) => event.kind === "send" && event.destination),
    ["/a", "/b"],
  );
  const eager = connection({ maxHeldBytes: 5 });
  assert.deepEqual(hears(eager, "CONNECT\n\n^@123456"), ["connect", "closed 1008 over 5 bytes before CONNECTED"]);
  assert.deepEqual([eager.finished, eager.accept(0)], [true, []]);
});

test("accept without a question is our own fault", () => {
  assert.throws(() => connection().accept(0), UsageError);
  assert.throws(() => opened().accept(0), UsageError);
});

test("STOMP 1.2 Size Limits: before login they are smaller", () => {
  const big = `SEND\ndestination:/a\n\n${"x".repeat(5000)}^@`;
  assert.deepEqual(hears(connection(), big), ["closed 1009 a body over 4096 bytes"]);
  assert.deepEqual(hears(opened(), big), ["send"]);
});

test("STOMP 1.2 RECEIPT: when handled, in the order of the frames", () => {
  const server = opened();
  const text = [1, 2, 3].map((n) => `SEND\ndestination:/a\nreceipt:r${n}\n\n^@`).join("");
  const [one = 0, two = 0, three = 0] = framesOf(server.receive(wire(text), 0));
  server.handled(three);
  assert.equal(said(server), "");
  server.handled(one);
  assert.equal(said(server), "RECEIPT\nreceipt-id:r1\n\n^@");
  assert.equal(server.unhandled, 2);
  server.handled(two);
  assert.equal(said(server), "RECEIPT\nreceipt-id:r2\n\n^@RECEIPT\nreceipt-id:r3\n\n^@");
});

test("STOMP 1.2 ERROR: it says which receipt was asked for, also when the frame's length or body is what is wrong", () => {
  for (const length of ["3", "7", "x", "-1", "99999999999999"]) {
    const server = opened();
    server.receive(wire(`SEND\ndestination:/a\ncontent-length:${length}\nreceipt:q\n\nhello^@more^@`), 0);
    assert.match(said(server), /^ERROR\nmessage:[\s\S]*\nreceipt-id:q\n/, length);
  }
});

test("STOMP 1.2 BEGIN: what needs nobody is receipted at once", () => {
  const server = opened();
  assert.deepEqual(
    hears(server, "BEGIN\ntransaction:t\nreceipt:1\n\n^@SEND\ndestination:/a\ntransaction:t\nreceipt:2\n\n^@"),
    [],
  );
  assert.equal(said(server), "RECEIPT\nreceipt-id:1\n\n^@RECEIPT\nreceipt-id:2\n\n^@");
  const events = server.receive(wire("COMMIT\ntransaction:t\nreceipt:3\n\n^@"), 0);
  assert.equal(said(server), "");
  for (const frame of framesOf(events)) server.handled(frame);
  assert.equal(said(server), "RECEIPT\nreceipt-id:3\n\n^@");
});

test("STOMP 1.2 DISCONNECT: its RECEIPT comes when all before is handled, then the end", () => {
  const server = opened();
  const events = server.receive(
    wire("SEND\ndestination:/a\n\n^@DISCONNECT\nreceipt:77\n\n^@SEND\ndestination:/b\n\n^@"),
    0,
  );
  assert.deepEqual(kinds(events), ["send", "disconnect"]);
  assert.deepEqual([server.state, server.finished, said(server)], ["leaving", false, ""]);
  for (const frame of framesOf(events)) server.handled(frame);
  assert.equal(said(server), "RECEIPT\nreceipt-id:77\n\n^@");
  assert.deepEqual([server.state, server.finished], ["closed", true]);
  assert.deepEqual(kinds(server.ended()), ["closed"]);
});

test("STOMP 1.2 DISCONNECT: without a receipt, and with nothing to wait for, it is the end at once", () => {
  const server = opened();
  assert.deepEqual(hears(server, "DISCONNECT\n\n^@"), ["disconnect"]);
  assert.deepEqual([server.finished, said(server)], [true, ""]);
});

test("STOMP 1.2 ERROR: a bad frame's receipt is named, and what follows is not read", () => {
  const server = opened();
  assert.deepEqual(hears(server, "SEND\nreceipt:9\n\n^@SEND\ndestination:/a\n\n^@"), [
    "closed 1002 SEND without destination",
  ]);
  assert.equal(
    said(server),
    "ERROR\nmessage:SEND without destination\nreceipt-id:9\ncontent-type:text/plain\ncontent-length:35\n\nThe header destination is required.^@".replace(
      "39",
      "35",
    ),
  );
  assert.deepEqual([hears(server, "SEND\ndestination:/a\n\n^@"), server.finished], [[], true]);
});

test("STOMP 1.2 ERROR: the owner can fail a frame, or the connection", () => {
  const server = opened();
  const [frame] = framesOf(server.receive(wire("SUBSCRIBE\nid:0\ndestination:/none\nreceipt:5\n\n^@"), 0));
  server.fail(frame, "no such room", "There is no /none.");
  assert.equal(
    said(server),
    "ERROR\nmessage:no such room\nreceipt-id:5\ncontent-type:text/plain\ncontent-length:18\n\nThere is no /none.^@",
  );
  server.fail(undefined, "again");
  server.handled(1);
  assert.equal(said(server), "");
  const other = opened();
  other.fail(undefined, "banned");
  assert.equal(said(other), "ERROR\nmessage:banned\ncontent-length:0\n\n^@");
});

test("too many frames under way are an ERROR", () => {
  const server = opened(undefined, { maxUnhandled: 1 });
  assert.deepEqual(hears(server, "SEND\ndestination:/a\n\n^@".repeat(2)), [
    "send",
    "closed 1008 too many frames at once",
  ]);
});

test("a login timeout: no CONNECT in time is an ERROR; half of one too", () => {
  const server = connection({ loginWithinMs: 100 });
  assert.equal(server.deadline, 100);
  hears(server, "CONNECT\nlogin:", 90);
  assert.deepEqual(kinds(server.tick(99)), []);
  assert.deepEqual(kinds(server.tick(100)), ["closed 4004 no CONNECT within 100 ms"]);
  assert.equal(said(server), "ERROR\nmessage:no CONNECT within 100 ms\ncontent-length:0\n\n^@");
  const decided = connection();
  hears(decided, "CONNECT\n\n^@");
  assert.equal(decided.deadline, undefined);
});

test("STOMP 1.2 Heart-beating: beats go out, silence ends the connection, any byte counts", () => {
  const server = opened("accept-version:1.2\nheart-beat:10000,20000\n");
  assert.equal(server.deadline, 15_000);
  assert.deepEqual(kinds(server.tick(15_000)), []);
  assert.equal(said(server), "\n");
  assert.deepEqual(hears(server, "\n", 18_000), []);
  assert.equal(server.deadline, 30_000);
  server.tick(30_000);
  assert.equal(server.deadline, 38_000);
  assert.deepEqual(kinds(server.tick(38_500)), ["closed 1002 no heart-beat for 20500 ms"]);
  assert.equal(server.finished, true);
});

test("STOMP 1.2 Heart-beating: the time in which nothing was read does not count as silence", () => {
  const server = opened("accept-version:1.2\nheart-beat:10000,10000\n");
  server.excuse(30_000);
  assert.deepEqual(kinds(server.tick(30_000)), []);
  assert.deepEqual(kinds(server.tick(50_000)), ["closed 1002 no heart-beat for 20000 ms"]);
  const waiting = connection();
  waiting.excuse(1);
  assert.equal(waiting.state, "waiting");
});

test("STOMP 1.2 Heart-beating: not wanted, or 1.0, there is nothing to wait for", () => {
  assert.equal(opened("accept-version:1.2\nheart-beat:0,0\n").deadline, undefined);
  assert.equal(opened("accept-version:1.2\n").deadline, undefined);
  assert.equal(opened("heart-beat:1,1\n").deadline, undefined);
  assert.equal(opened("accept-version:1.2\nheart-beat:1,1\n", { heartBeat: { send: 0, want: 0 } }).deadline, undefined);
});

test("STOMP 1.2 BEGIN: a connection that drops takes its transactions with it, and tells closed once", () => {
  const server = opened();
  hears(server, "BEGIN\ntransaction:t\n\n^@SEND\ndestination:/a\ntransaction:t\n\n^@SEND\ndest");
  assert.deepEqual(kinds(server.ended()), ["closed"]);
  assert.deepEqual([server.ended(), hears(server, "COMMIT\ntransaction:t\n\n^@"), server.finished], [[], [], true]);
});

const word = fc.constantFrom(
  "SEND\ndestination:/a\n\nhi\0",
  "SUBSCRIBE\nid:0\ndestination:/a\nack:client\n\n\0",
  "UNSUBSCRIBE\nid:0\n\n\0",
  "ACK\nid:1-x\n\n\0",
  "NACK\nid:1-x\nreceipt:n\n\n\0",
  "BEGIN\ntransaction:t\nreceipt:b\n\n\0",
  "COMMIT\ntransaction:t\n\n\0",
  "ABORT\ntransaction:t\n\n\0",
  "SEND\ndestination:/a\ntransaction:t\n\n\0",
  "DISCONNECT\nreceipt:d\n\n\0",
  "\n",
  "\r\n",
  "SEND\ncontent-length:4\n\n\0\0\0\0\0",
  "CONNECT\naccept-version:1.2\n\n\0",
  "STOMP\naccept-version:1.1\n\n\0",
  "\0",
  "x\n",
  "a:b\n",
  "\\",
);
const anyTalk = fc.oneof(
  fc.array(word, { maxLength: 12 }).map((words) => wire(`CONNECT\naccept-version:1.2,1.1\n\n^@${words.join("")}`)),
  fc.array(word, { maxLength: 12 }).map((words) => wire(words.join(""))),
  fc.uint8Array({ maxLength: 60 }),
);

/** A whole life with an owner that says yes to everything and delivers nothing: its events. */
function life(chunks: readonly Uint8Array[]): readonly string[] {
  const server = connection();
  const seen: string[] = [];
  const handle = (events: readonly Event[]): void => {
    seen.push(...kinds(events));
    for (const event of events) {
      if (event.kind === "connect" && server.state === "deciding") handle(server.accept(0));
      if ("frame" in event) server.handled(event.frame);
    }
  };
  for (const chunk of chunks) {
    handle(server.receive(chunk, 0));
    chunk.fill(0x58);
  }
  handle(server.ended());
  return seen;
}

test("any talk, sense or nonsense, never throws, and tells closed last and once", () => {
  fc.assert(
    fc.property(anyTalk, anyCuts, (bytes, cuts) => {
      const told = life(split(bytes, cuts));
      assert.equal(
        told.findIndex((kind) => kind.startsWith("closed")),
        told.length - 1,
      );
    }),
    { numRuns: 1000 },
  );
});

test("any cut of the talk gives the same events", () => {
  fc.assert(
    fc.property(anyTalk, anyCuts, (bytes, cuts) => {
      assert.deepEqual(life(split(bytes, cuts)), life([new Uint8Array(bytes)]));
    }),
    { numRuns: 1000 },
  );
});

test("STOMP 1.2 ERROR: the receipt-id is that of the frame in error, not of the one before it", () => {
  const server = opened();
  server.receive(wire("SEND\ndestination:/a\nreceipt:1\n\n^@SEND\nno colon\n\n^@"), 0);
  assert.doesNotMatch(said(server), /receipt-id/);
});

test("a frame that the owner has refused in words of its own has no RECEIPT, and those after it have theirs", () => {
  const server = opened();
  const text = [1, 2].map((n) => `SEND\ndestination:/a\nreceipt:r${n}\n\n^@`).join("");
  const [one = 0, two = 0] = framesOf(server.receive(wire(text), 0));
  assert.deepEqual([server.receiptOf(one), server.receiptOf(9)], ["r1", undefined]);
  server.handled(two, [["position", "p"]]);
  assert.equal(said(server), "");
  server.handled(one, false);
  assert.equal(said(server), "RECEIPT\nreceipt-id:r2\nposition:p\n\n^@");
});

test("STOMP 1.2 ERROR: headers beside the message, for programs", () => {
  const server = opened();
  server.fail(undefined, "gone", { headers: [["cause", "history"]] });
  assert.equal(said(server), "ERROR\nmessage:gone\ncause:history\ncontent-length:0\n\n^@");
});
