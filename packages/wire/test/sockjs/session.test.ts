import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  HEARTBEAT_MS,
  LINGER_MS,
  MAX_WAITING,
  POLLING_LIMIT,
  RESPONSE_LIMIT,
  type Receiver,
  Session,
  type SessionOptions,
  type Step,
} from "../../src/sockjs/index.ts";

interface Answer extends Receiver {
  readonly name: string;
}

const poll = (name: string): Answer => ({ name, limit: POLLING_LIMIT, overhead: 1 });
const stream = (name: string, limit = RESPONSE_LIMIT): Answer => ({ name, limit, overhead: 1 });

/** Steps as one reads them: `p1: o`, `p1 ends`, `opened`. */
function told(steps: readonly Step<Answer, string>[]): string[] {
  return steps.map((step) => {
    switch (step.kind) {
      case "frame":
        return `${step.to.name}: ${step.frame}`;
      case "messages":
        return `${step.to.name}: a[${step.images.join(",")}]`;
      case "end":
        return `${step.to.name} ends`;
      case "closed":
        return `closed ${step.code} ${step.reason}`;
      default:
        return step.kind;
    }
  });
}

const session = (options?: SessionOptions) => new Session<Answer, string>(0, options);

test("sockjs-protocol, test_simpleSession: o once, one frame a poll, what waited in one list", () => {
  const one = session();
  assert.deepEqual(told(one.attach(poll("p1"), 0)), ["p1: o", "p1 ends", "opened"]);
  assert.deepEqual(told(one.send('"a"', 1)), []);
  assert.deepEqual(told(one.send('"b","c"', 1)), []);
  assert.deepEqual(told(one.attach(poll("p2"), 2)), ['p2: a["a","b","c"]', "p2 ends"]);
  assert.deepEqual(told(one.attach(poll("p3"), 3)), ["ready"]);
  assert.deepEqual(told(one.send('"d"', 4)), ['p3: a["d"]', "p3 ends"]);
});

test("sockjs-protocol, XhrStreaming: prelude apart, o, then a frame for each message, and ready in between", () => {
  const one = session();
  assert.deepEqual(told(one.attach(stream("s1"), 0)), ["s1: o", "opened", "ready"]);
  assert.deepEqual(told(one.send('"x"', 1)), ['s1: a["x"]']);
  assert.equal(one.ready, true);
});

test("sockjs-protocol, test_response_limit: 31 messages of 130 end a stream of 4096; the next goes on without o", () => {
  const one = session();
  one.attach(stream("s1", 4096), 0);
  const message = `"${"x".repeat(128)}"`;
  for (let sent = 1; sent < 31; sent++) assert.equal(one.send(message, 1).length, 1);
  assert.deepEqual(told(one.send(message, 1)), [`s1: a[${message}]`, "s1 ends"]);
  assert.deepEqual(told(one.attach(stream("s2", 4096), 2)), ["ready"]);
});

test("sockjs-protocol, test_close_request: a second receiver gets 2010, the first goes on", () => {
  const one = session();
  one.attach(stream("s1"), 0);
  const second = ['s2: c[2010,"Another connection still open"]', "s2 ends"];
  assert.deepEqual(told(one.attach(stream("s2"), 1)), second);
  assert.deepEqual(told(one.lost(stream("s2"), 2)), []);
  assert.deepEqual(told(one.send('"x"', 2)), ['s1: a["x"]']);
});

test("sockjs-protocol, test_closeSession: each later receiver gets the close frame, until the session is dropped", () => {
  const one = session();
  one.attach(poll("p1"), 0);
  assert.deepEqual(told(one.close(3000, "Go away!", 0)), ["closed 3000 Go away!"]);
  assert.deepEqual(told(one.close(3001, "again", 0)), []);
  for (const at of [1, 2]) {
    assert.deepEqual(told(one.attach(poll("p"), at)), ['p: c[3000,"Go away!"]', "p ends"]);
  }
  assert.equal(one.deadline, 2 + LINGER_MS);
  assert.deepEqual(told(one.tick(2 + LINGER_MS)), ["dropped"]);
  assert.equal(one.state, "closed");
  assert.equal(one.deadline, undefined);
});

test("sockjs-protocol, test_close_frame: an open stream gets the close frame and ends; what waits comes before it", () => {
  const one = session();
  one.attach(stream("s1"), 0);
  assert.deepEqual(told(one.close(3000, "Go away!", 0)), ["closed 3000 Go away!", 's1: c[3000,"Go away!"]', "s1 ends"]);
  const other = session();
  other.attach(poll("p1"), 0);
  other.send('"last"', 1);
  other.close(1000, "Normal closure", 1);
  assert.deepEqual(told(other.attach(poll("p2"), 2)), ['p2: a["last"]', "p2 ends"]);
  assert.deepEqual(told(other.attach(poll("p3"), 3)), ['p3: c[1000,"Normal closure"]', "p3 ends"]);
});

test("sockjs-protocol, Protocol: a heartbeat after 25 s of silence ends a poll, and not a stream", () => {
  const one = session();
  one.attach(stream("s1"), 0);
  one.send('"x"', 10_000);
  assert.equal(one.deadline, 10_000 + HEARTBEAT_MS);
  assert.deepEqual(told(one.tick(34_999)), []);
  assert.deepEqual(told(one.tick(35_000)), ["s1: h"]);
  const other = session();
  other.attach(poll("p1"), 0);
  other.attach(poll("p2"), 0);
  assert.deepEqual(told(other.tick(HEARTBEAT_MS)), ["p2: h", "p2 ends"]);
});

test("sockjs-protocol, Protocol: a session goes 5 s after its last receiver", () => {
  const one = session();
  one.attach(poll("p1"), 0);
  assert.deepEqual(told(one.tick(LINGER_MS - 1)), []);
  assert.deepEqual(told(one.tick(LINGER_MS)), ["closed 1006 Session timed out", "dropped"]);
  assert.deepEqual(told(one.send('"x"', 6_000)), []);
});

test("sockjs-protocol, test_abort_xhr_streaming and _polling: the next gets 1002", () => {
  for (const receiver of [poll("r"), stream("r")]) {
    const one = session();
    one.attach(poll("p1"), 0);
    one.attach(receiver, 1);
    assert.deepEqual(told(one.lost(receiver, 2)), ["closed 1002 Connection interrupted"]);
    assert.deepEqual(told(one.attach(poll("p2"), 3)), ['p2: c[1002,"Connection interrupted"]', "p2 ends"]);
    assert.deepEqual(told(one.tick(3 + LINGER_MS)), ["dropped"]);
  }
});

test("socketio.md, What a cursor server must mind: confirmed counts what surely arrived, by a poll or by word", () => {
  const one = session();
  const answer = poll("p2");
  one.attach(poll("p1"), 0);
  one.send('"a"', 0);
  one.attach(answer, 1);
  assert.equal(one.confirmed, 0);
  one.delivered(answer, 2);
  assert.equal(one.confirmed, 1);
  assert.equal(one.deadline, 2 + LINGER_MS);
  assert.deepEqual(told(one.lost(answer, 3)), []);
  one.send('"b"', 3);
  one.attach(poll("p3"), 4);
  one.attach(poll("p4"), 5);
  assert.equal(one.confirmed, 2);
});

test("socketio.md: a session that resumes brings again what a broken answer held, o too, and opens once", () => {
  const one = session({ resumes: true });
  const first = poll("p1");
  one.attach(first, 0);
  assert.deepEqual(told(one.lost(first, 1)), []);
  assert.deepEqual(told(one.attach(poll("p2"), 2)), ["p2: o", "p2 ends"]);
  const third = poll("p3");
  one.send('"a"', 3);
  one.attach(third, 3);
  one.send('"b"', 4);
  assert.deepEqual(told(one.lost(third, 5)), []);
  assert.deepEqual(told(one.attach(poll("p4"), 6)), ['p4: a["a","b"]', "p4 ends"]);
});

test("socketio.md: whatever breaks, a session that resumes loses nothing, doubles nothing, and greets once", () => {
  const anyActs = fc.array(fc.constantFrom("send", "poll", "stream", "break", "read"), { maxLength: 40 });
  fc.assert(
    fc.property(anyActs, (acts) => {
      const one = session({ resumes: true });
      const seen: string[] = [];
      let pending: string[] = [];
      let current: Answer | undefined;
      let sent = 0;
      const does = (steps: readonly Step<Answer, string>[]) => {
        for (const step of steps) {
          if (step.kind === "frame") pending.push(step.frame);
          if (step.kind === "messages") pending.push(...step.images);
        }
      };
      const reads = () => {
        seen.push(...pending);
        pending = [];
      };
      for (const act of [...acts, "break", "poll", "poll"]) {
        if (act === "send") does(one.send(`${sent++}`, 0));
        if (act === "break" && current !== undefined) {
          pending = [];
          does(one.lost(current, 0));
        }
        if (act === "read" && current !== undefined && !one.ready) {
          reads();
          one.delivered(current, 0);
        }
        if ((act !== "poll" && act !== "stream") || one.ready) continue;
        reads();
        current = act === "poll" ? poll("p") : stream("s", 30);
        does(one.attach(current, 0));
      }
      reads();
      assert.deepEqual(seen, ["o", ...Array.from({ length: sent }, (_, at) => `${at}`)]);
    }),
  );
});

test("a WebSocket is a session of its own: no linger", () => {
  const socket = stream("ws", Number.POSITIVE_INFINITY);
  const one = session({ lingerMs: 0 });
  one.attach(socket, 0);
  assert.deepEqual(told(one.lost(socket, 1)), ["closed 1002 Connection interrupted"]);
  assert.deepEqual(told(one.tick(1)), ["dropped"]);
});

test("what nobody comes for has a bound", () => {
  const one = session();
  one.attach(poll("p1"), 0);
  assert.deepEqual(told(one.send("x".repeat(MAX_WAITING + 1), 1)), ["closed 1008 Too much is unread"]);
  assert.deepEqual(told(one.attach(poll("p2"), 2)), ['p2: c[1008,"Too much is unread"]', "p2 ends"]);
});
