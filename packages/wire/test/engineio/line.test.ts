import assert from "node:assert/strict";
import { test } from "node:test";
import { control } from "../../src/engineio/index.ts";
import { Line } from "../../src/engineio/line.ts";

const POLL = { name: "poll" };
const SOCKET = { name: "socket" };

test("engine.io-protocol, HTTP long-polling: a poll takes all that waits, control first, and is used up", () => {
  const line = new Line<object, string>(false);
  line.add("a");
  line.push(control("ping"));
  assert.equal(line.flush(), undefined);
  line.usePoll(POLL);
  assert.equal(line.isFree, true);
  assert.deepEqual(line.flush(control("close")), {
    kind: "packets",
    to: POLL,
    packets: [control("ping"), { type: "message", data: "a" }, control("close")],
  });
  assert.equal(line.isFree, false);
  assert.equal(line.confirmed, 0);
  assert.equal(line.carries(POLL), true);
});

test("a poll with nothing to say is not answered; a WebSocket confirms as it writes", () => {
  const line = new Line<object, string>(false);
  line.usePoll(POLL);
  assert.equal(line.flush(), undefined);
  line.useSocket(SOCKET);
  line.add("a");
  assert.deepEqual(line.flush(), { kind: "packets", to: SOCKET, packets: [{ type: "message", data: "a" }] });
  assert.equal(line.confirmed, 1);
  assert.equal(line.transport, "websocket");
});

test("what a broken poll may have held waits again", () => {
  const line = new Line<object, string>(true);
  line.add("a");
  line.usePoll(POLL);
  line.flush();
  line.takeBack();
  line.add("b");
  assert.equal(line.waitingSize, 2);
  line.drop();
  assert.equal(line.waitingSize, 0);
});
