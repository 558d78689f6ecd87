import assert from "node:assert/strict";
import { connect, type Socket } from "node:net";
import { type TestContext, test } from "node:test";
import { Port } from "../src/port.ts";
import { until } from "./http-yard.ts";

const isLinux = process.platform === "linux";

function makePort(t: TestContext, connected: (socket: Socket) => void = (socket) => socket.destroy()): Port {
  const port = new Port(connected);
  t.after(() => port.close());
  return port;
}

test("of a crowd that comes at once several are taken a turn, and no more than a few dozen", {
  skip: !isLinux,
}, async (t) => {
  let taken = 0;
  const port = makePort(t, (socket) => {
    taken++;
    socket.destroy();
  });
  const number = await port.listen(0, "127.0.0.1", assert.ifError);
  const comers = 300;
  for (let comer = 0; comer < comers; comer++)
    connect(number, "127.0.0.1")
      .on("error", () => undefined)
      .resume();
  let most = 0;
  for (let turns = 0; taken < comers && turns < 100_000; turns++) {
    const before = taken;
    await new Promise(setImmediate);
    most = Math.max(most, taken - before);
  }
  assert.ok(taken === comers && most > 1 && most < 64, `${taken} taken, up to ${most} in a turn`);
});

test("a port that somebody has is refused, and a port that was let go can be had again", async (t) => {
  const [first, second] = [makePort(t), makePort(t)];
  const number = await first.listen(0, "127.0.0.1", assert.ifError);
  await assert.rejects(second.listen(number, "127.0.0.1", assert.ifError), { code: "EADDRINUSE" });
  await first.close();
  assert.equal(await second.listen(number, "127.0.0.1", assert.ifError), number);
});

test("every one of its sockets closes with the port, which waits for the connections that it has", async (t) => {
  const held: Socket[] = [];
  const port = makePort(t, (socket) => held.push(socket));
  const number = await port.listen(0, "127.0.0.1", assert.ifError);
  const comer = connect(number, "127.0.0.1");
  await until("it is taken", () => held.length === 1);
  let isClosed = false;
  const closed = port.close().then(() => {
    isClosed = true;
  });
  for (let attempt = 0; attempt < 40; attempt++) {
    const late = connect(number, "127.0.0.1");
    await assert.rejects(new Promise((resolve, reject) => late.on("connect", resolve).on("error", reject)));
  }
  assert.equal(isClosed, false);
  held[0]?.destroy();
  await closed;
  comer.destroy();
});

test("a port that is closed while it is being opened leaves nothing open", async () => {
  const port = new Port((socket) => socket.destroy());
  const opened = port.listen(0, "127.0.0.1", assert.ifError);
  await port.close();
  const late = connect(await opened, "127.0.0.1");
  await assert.rejects(new Promise((resolve, reject) => late.on("connect", resolve).on("error", reject)));
});
