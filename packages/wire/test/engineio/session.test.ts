import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  CLOSE_TIMEOUT_MS,
  packetText,
  Session,
  type SessionOptions,
  type Step,
  UPGRADE_TIMEOUT_MS,
} from "../../src/engineio/index.ts";

interface Link {
  readonly name: string;
}
type OneStep = Step<Link, string | Uint8Array>;

const TERMS = { pingIntervalMs: 300, pingTimeoutMs: 200 };
const link = (name: string): Link => ({ name });
const GET = link("get");
const POST = link("post");
const WS = link("ws");

/** Steps as one reads them: `get: 4a 4b`, `post ok`, `got hello`. */
function told(steps: readonly OneStep[]): string[] {
  return steps.map((step) => {
    switch (step.kind) {
      case "packets":
        return `${step.to.name}: ${step.packets.map((packet) => packetText(packet)).join(" ")}`;
      case "refuse":
        return `${step.to.name} refused ${step.error.code}`;
      case "ok":
      case "end":
      case "upgraded":
        return `${step.to.name} ${step.kind}`;
      case "message":
        return `got ${String(step.data)}`;
      case "closed":
        return `closed: ${step.reason}`;
      default:
        return step.kind;
    }
  });
}

function polling(options: SessionOptions = TERMS): Session<Link> {
  const session = new Session<Link>(0, options);
  session.open("s", "polling", link("first"));
  return session;
}

/** The whole of one POST. */
function posts(session: Session<Link>, body: string, now = 0): string[] {
  return [...told(session.postBegins(POST, "text/plain", now)), ...told(session.postEnds(POST, body, now))];
}

test("engine.io-protocol, Handshake: the first GET, or the WebSocket, gets the open packet", () => {
  const session = new Session<Link>(0, TERMS);
  const open = '0{"sid":"s","upgrades":["websocket"],"pingInterval":300,"pingTimeout":200,"maxPayload":1000000}';
  assert.deepEqual(told(session.open("s", "polling", GET)), [`get: ${open}`]);
  const direct = new Session<Link>(0, TERMS);
  assert.match(told(direct.open("s", "websocket", WS)).join(), /^ws: 0\{"sid":"s","upgrades":\[\],/);
  assert.equal(direct.transport, "websocket");
  assert.deepEqual(told(direct.send("a")), ["ws: 4a"]);
});

test("engine.io-protocol, message: a POST is handed on, then answered ok; a GET takes all that waits", () => {
  const session = polling();
  assert.deepEqual(posts(session, "4hello\x1ebAQ==\x1e4x"), ["got hello", "got 1", "got x", "post ok"]);
  session.send("test1");
  session.send(Uint8Array.of(1, 2, 3, 4));
  assert.deepEqual(told(session.poll(GET, 1)), ["get: 4test1 bAQIDBA=="]);
  assert.deepEqual(told(session.poll(GET, 2)), ["ready"]);
  assert.deepEqual(told(session.send("later")), ["get: 4later"]);
});

test("engine.io-protocol, message: an unknown packet closes the session, the next poll is refused", () => {
  const session = polling();
  session.poll(GET, 0);
  assert.deepEqual(posts(session, "abc"), ["get: 1", "closed: parse error", "post refused 3"]);
  assert.deepEqual(told(session.poll(GET, 0)), ["get refused 1"]);
  const direct = new Session<Link>(0, TERMS);
  direct.open("s", "websocket", WS);
  assert.deepEqual(told(direct.frame(WS, "abc", 0)), ["ws end", "closed: parse error"]);
});

test("engine.io-protocol, message: a second GET: the first ends with 1, the second is 400, the session gone", () => {
  const session = polling();
  session.poll(GET, 0);
  assert.deepEqual(told(session.poll(link("two"), 1)), ["get: 1", "closed: transport error", "two refused 3"]);
  assert.deepEqual(told(session.poll(GET, 2)), ["get refused 1"]);
});

test("engine.io lib/transports/polling.ts: a second POST, and one of bytes, close the session", () => {
  const session = polling();
  session.postBegins(POST, "text/plain", 0);
  assert.deepEqual(told(session.postBegins(link("two"), "", 0)), ["closed: transport error", "two refused 3"]);
  assert.deepEqual(told(session.postEnds(POST, "4a", 0)), ["post refused 1"]);
  assert.deepEqual(told(polling().postBegins(POST, "application/octet-stream", 0)), [
    "closed: transport error",
    "post refused 3",
  ]);
});

test("engine.io lib/transports/polling.ts: after a 413 the session goes on", () => {
  const session = polling();
  session.postBegins(POST, "text/plain", 0);
  session.postOver(POST);
  assert.deepEqual(posts(session, "4a"), ["got a", "post ok"]);
});

test("engine.io lib/transports/polling.ts: a POST whose ok is held back is under way until that is over", () => {
  const session = polling();
  posts(session, "4a");
  session.postHeld(POST);
  session.postOver(POST);
  assert.deepEqual(posts(session, "4b"), ["got b", "post ok"]);
  session.postHeld(POST);
  assert.deepEqual(told(session.postBegins(link("two"), "", 0)), ["closed: transport error", "two refused 3"]);
  const broken = polling();
  posts(broken, "4a");
  broken.postHeld(POST);
  assert.deepEqual(told(broken.lost(POST)), ["closed: transport error"]);
});

test("engine.io-protocol, heartbeat: the silence of a client that nobody listens to is not counted", () => {
  const session = polling();
  session.tick(300);
  session.excuse(900);
  assert.deepEqual(told(session.tick(900)), []);
  assert.equal(session.deadline, 1100);
  assert.deepEqual(told(session.tick(1099)), []);
  assert.deepEqual(told(session.tick(1100)), ["closed: ping timeout"]);
});

test("engine.io-protocol, heartbeat: a ping through the pending GET, and the end without a pong", () => {
  const session = polling();
  session.poll(GET, 0);
  assert.equal(session.deadline, 300);
  assert.deepEqual(told(session.tick(299)), []);
  assert.deepEqual(told(session.tick(300)), ["get: 2"]);
  assert.deepEqual(posts(session, "3", 400), ["post ok"]);
  assert.equal(session.deadline, 700);
  assert.deepEqual(told(session.tick(700)), []);
  assert.deepEqual(told(session.poll(GET, 750)), ["get: 2"]);
  session.poll(GET, 760);
  assert.deepEqual(told(session.tick(900)), ["get: 1", "closed: ping timeout"]);
  assert.deepEqual(told(session.poll(GET, 901)), ["get refused 1"]);
  assert.equal(session.deadline, undefined);
});

test("engine.io-protocol, heartbeat over a WebSocket; a ping from a client of version 4 is an error", () => {
  const session = new Session<Link>(0, TERMS);
  session.open("s", "websocket", WS);
  assert.deepEqual(told(session.tick(300)), ["ws: 2"]);
  assert.deepEqual(told(session.tick(500)), ["ws end", "closed: ping timeout"]);
  const other = new Session<Link>(0, TERMS);
  other.open("s", "websocket", WS);
  assert.deepEqual(told(other.frame(WS, "2", 1)), ["ws end", "closed: transport error"]);
});

test("engine.io-protocol, close: POST 1 ends the pending GET with 6; WebSocket 1 is closed", () => {
  const session = polling();
  session.poll(GET, 0);
  assert.deepEqual(posts(session, "1\x1e4late"), ["get: 6", "closed: transport close", "post ok"]);
  assert.deepEqual(told(session.poll(GET, 0)), ["get refused 1"]);
  const direct = new Session<Link>(0, TERMS);
  direct.open("s", "websocket", WS);
  assert.deepEqual(told(direct.frame(WS, "1", 0)), ["ws end", "closed: transport close"]);
});

test("engine.io lib/socket.ts, close: with the pending GET, with the next one, or without one after 30 s", () => {
  const waiting = polling();
  waiting.poll(GET, 0);
  assert.deepEqual(told(waiting.close(0)), ["get: 1", "closed: forced close"]);
  const between = polling();
  between.send("last");
  assert.deepEqual(told(between.close(0)), []);
  assert.equal(between.state, "closing");
  assert.deepEqual(told(between.send("never")), []);
  assert.deepEqual(told(between.poll(GET, 1)), ["get: 4last 1", "closed: forced close"]);
  const alone = polling();
  alone.close(0);
  assert.equal(alone.deadline, CLOSE_TIMEOUT_MS);
  assert.deepEqual(told(alone.tick(CLOSE_TIMEOUT_MS)), ["closed: forced close"]);
  const direct = new Session<Link>(0, TERMS);
  direct.open("s", "websocket", WS);
  assert.deepEqual(told(direct.close(0)), ["ws end", "closed: forced close"]);
});

test("engine.io-protocol, upgrade: 3probe, a noop to the pending GET and to the next, 5, then the WebSocket", () => {
  const session = polling();
  session.poll(GET, 0);
  assert.deepEqual(told(session.upgrade(WS, 1)), []);
  assert.deepEqual(told(session.frame(WS, "2probe", 2)), ["ws: 3probe", "get: 6"]);
  assert.deepEqual(told(session.poll(GET, 3)), ["get: 6"]);
  session.send("while");
  assert.deepEqual(told(session.frame(WS, "5", 4)), ["ws upgraded", "ws: 4while", "ready"]);
  assert.deepEqual(told(session.frame(WS, "4hello", 5)), ["got hello"]);
  assert.deepEqual(told(session.poll(GET, 6)), ["get refused 3"]);
  assert.deepEqual(told(session.upgrade(link("ws2"), 7)), ["ws2 end"]);
  assert.deepEqual(told(session.frame(WS, "4still", 8)), ["got still"]);
});

test("engine.io-protocol, upgrade: 5 shows that the last poll was read; that its connection ends later is nothing", () => {
  const session = polling({ ...TERMS, resumes: true });
  session.send("once");
  session.upgrade(WS, 0);
  session.frame(WS, "2probe", 0);
  assert.deepEqual(told(session.poll(GET, 0)), ["get: 4once"]);
  session.frame(WS, "5", 0);
  assert.equal(session.confirmed, 1);
  assert.deepEqual(told(session.lost(GET)), []);
  assert.deepEqual(told(session.send("next")), ["ws: 4next"]);
});

test("engine.io lib/socket.ts, upgrade: a probe that goes wrong, breaks or takes too long leaves polling as it was", () => {
  const session = polling({});
  session.upgrade(WS, 0);
  assert.deepEqual(told(session.upgrade(link("ws2"), 0)), ["ws2 end"]);
  assert.deepEqual(told(session.frame(WS, "4early", 1)), ["ws end"]);
  session.upgrade(WS, 2);
  session.frame(WS, "2probe", 2);
  assert.deepEqual(told(session.lost(WS)), []);
  session.upgrade(WS, 3);
  assert.equal(session.deadline, 3 + UPGRADE_TIMEOUT_MS);
  assert.deepEqual(told(session.tick(3 + UPGRADE_TIMEOUT_MS)), ["ws end"]);
  assert.deepEqual(told(session.poll(GET, 10_004)), ["ready"]);
  session.upgrade(WS, 10_005);
  assert.deepEqual(told(session.close(10_005)), ["get: 1", "ws end", "closed: forced close"]);
});

test("engine.io lib/transports: a link that breaks ends the session", () => {
  const session = polling();
  session.poll(GET, 0);
  assert.deepEqual(told(session.lost(GET)), ["closed: transport error"]);
  const post = polling();
  post.poll(GET, 0);
  post.postBegins(POST, "", 0);
  assert.deepEqual(told(post.lost(POST)), ["get: 1", "closed: transport error"]);
  const direct = new Session<Link>(0, TERMS);
  direct.open("s", "websocket", WS);
  assert.deepEqual(told(direct.lost(WS)), ["closed: transport close"]);
  assert.deepEqual(told(direct.lost(WS)), []);
});

test("socketio.md, What a cursor server must mind: confirmed counts what surely arrived", () => {
  const session = polling();
  session.send("a");
  session.poll(GET, 0);
  assert.equal(session.confirmed, 0);
  session.delivered(GET);
  assert.equal(session.confirmed, 1);
  session.send("b");
  session.poll(link("three"), 1);
  session.poll(link("four"), 2);
  assert.equal(session.confirmed, 2);
});

test("what nobody polls for has a bound", () => {
  const session = polling({ ...TERMS, maxWaiting: 5 });
  assert.deepEqual(told(session.send("12345")), []);
  assert.deepEqual(told(session.send("6")), ["closed: too much is unread"]);
});

/** A client that polls, upgrades and loses answers as the acts say; answers what it read, in order. */
function reads(acts: readonly string[], options: SessionOptions): { readonly read: string[]; readonly sent: number } {
  const session = polling(options);
  const read: string[] = [];
  const inFlight = new Map<Link, string[]>();
  let current: Link | undefined;
  let sent = 0;
  const does = (steps: readonly OneStep[]) => {
    for (const step of steps) {
      if (step.kind !== "packets") continue;
      const messages = step.packets.flatMap(({ type, data }) => (type === "message" ? [String(data)] : []));
      if (step.to === WS) read.push(...messages);
      else inFlight.set(step.to, messages);
    }
  };
  const arrives = () => {
    if (current === undefined || !inFlight.has(current)) return;
    read.push(...(inFlight.get(current) ?? []));
    current = undefined;
  };
  const acting: Readonly<Record<string, () => void>> = {
    send: () => does(session.send(`${sent++}`)),
    poll: () => {
      arrives();
      if (current !== undefined || session.transport === "websocket") return;
      current = link("get");
      does(session.poll(current, 0));
    },
    lose: () => {
      if (current === undefined || session.transport === "websocket") return;
      does(session.lost(current));
      current = undefined;
    },
    probe: () => {
      if (session.transport === "websocket") return;
      does(session.upgrade(WS, 0));
      does(session.frame(WS, "2probe", 0));
    },
    upgrade: () => {
      arrives();
      if (current === undefined) does(session.frame(WS, "5", 0));
    },
  };
  for (const act of [...acts, "poll", "poll", "probe", "poll", "upgrade"]) acting[act]?.();
  return { read, sent };
}

test("engine.io-protocol, upgrade: whatever the order of polls and upgrade, each message arrives once, in order", () => {
  const anyActs = fc.array(fc.constantFrom("send", "send", "poll", "probe", "upgrade"), { maxLength: 30 });
  const all = ({ sent }: { readonly sent: number }) => Array.from({ length: sent }, (_, at) => `${at}`);
  fc.assert(fc.property(anyActs, (acts) => assert.deepEqual(reads(acts, {}).read, all(reads(acts, {})))));
  const withLoss = fc.array(fc.constantFrom("send", "send", "poll", "probe", "upgrade", "lose"), { maxLength: 30 });
  fc.assert(
    fc.property(withLoss, (acts) => {
      const { read, sent } = reads(acts, { resumes: true });
      assert.deepEqual(read, all({ sent }));
    }),
  );
});

test("whatever a client sends in whatever order, nothing throws, and after closed nothing is handed on", () => {
  const anyLink = fc.constantFrom(GET, POST, WS, link("other"));
  const anyText = fc.oneof(fc.constantFrom("1", "2", "2probe", "3", "5", "6", "4a", "bAQ==", "", "0"), fc.string());
  const anyAct = fc.record({ act: fc.nat(8), to: anyLink, text: anyText, now: fc.nat(900) });
  fc.assert(
    fc.property(fc.array(anyAct), (acts) => {
      const session = polling();
      let closed = false;
      for (const { act, to, text, now } of acts) {
        const steps = [
          () => session.poll(to, now),
          () => session.postBegins(to, "", now),
          () => session.postEnds(to, text, now),
          () => session.upgrade(to, now),
          () => session.frame(to, text, now),
          () => session.lost(to),
          () => session.tick(now),
          () => session.send(text),
          () => session.close(now),
        ][act]?.();
        for (const step of steps ?? []) {
          assert.ok(!closed || ["refuse", "end", "ok"].includes(step.kind));
          if (step.kind === "closed") closed = true;
        }
        closed = closed || session.state === "closed";
      }
    }),
  );
});
