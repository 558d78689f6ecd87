import assert from "node:assert/strict";
import { once } from "node:events";
import { type TestContext, test } from "node:test";
import { echoService, type RawSocket } from "./echo-peer.ts";

const ATTACHED = '[{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]';
const BYTES = [Uint8Array.of(1, 2, 3), Uint8Array.of(4, 5, 6)];

async function raw(t: TestContext): Promise<RawSocket> {
  return (await echoService(t, "/socket.io/")).greeted();
}

/** In the main namespace. */
async function connected(t: TestContext): Promise<RawSocket> {
  const socket = await raw(t);
  socket.send("40");
  await socket.next();
  assert.equal(await socket.next(), '42["auth",{}]');
  return socket;
}

test("socket.io-protocol, Connect: a namespace answers with a sid and nothing else, with or without a comma", async (t) => {
  const socket = await raw(t);
  for (const [asked, answer, auth] of [
    ['40{"token":"123"}', "40", '42["auth",{"token":"123"}]'],
    ["40/custom", "40/custom,", '42/custom,["auth",{}]'],
  ] as const) {
    socket.send(asked);
    const packet = String(await socket.next());
    assert.ok(packet.startsWith(answer), packet);
    assert.deepEqual(Object.keys(JSON.parse(packet.slice(answer.length)) as object), ["sid"]);
    assert.equal(await socket.next(), auth);
  }
  const other = await raw(t);
  other.send('40/custom,{"token":"abc"}');
  assert.match(String(await other.next()), /^40\/custom,\{"sid":"[^"]+"\}$/);
  assert.equal(await other.next(), '42/custom,["auth",{"token":"abc"}]');
});

test("socket.io-protocol, Connect: an unknown namespace is refused, an invalid handshake ends the connection", async (t) => {
  const socket = await raw(t);
  socket.send("40/random");
  assert.equal(await socket.next(), '44/random,{"message":"Invalid namespace"}');
  const broken = await raw(t);
  broken.send("4abc");
  assert.equal(await broken.next(), "closed");
});

test("socket.io-protocol test suite, connect: what follows an answer is heard by who begins to listen then", async (t) => {
  const { socket } = await raw(t);
  const next = async (): Promise<string> => {
    const signal = AbortSignal.timeout(5000);
    const [data] = (await once(socket, "message", { signal })) as [Buffer];
    return data.toString();
  };
  socket.send("40");
  assert.match(await next(), /^40\{"sid":/);
  assert.equal(await next(), '42["auth",{}]');
});

test("socket.io-protocol, Disconnect: who leaves a namespace, the main one too, leaves nothing else", async (t) => {
  const socket = await connected(t);
  socket.send("40/custom");
  await socket.next();
  await socket.next();
  socket.send("41/custom");
  socket.send('42["message","message to main namespace"]');
  assert.equal(await socket.next(), '42["message-back","message to main namespace"]');
  socket.send("41");
  assert.equal(await socket.next(true), "2");
});

test("socket.io-protocol, Message: text and bytes, with and without an acknowledgement", async (t) => {
  const socket = await connected(t);
  socket.send('42["message",1,"2",{"3":[true]}]');
  assert.equal(await socket.next(), '42["message-back",1,"2",{"3":[true]}]');
  socket.send('42456["message-with-ack",1,"2",{"3":[false]}]');
  assert.equal(await socket.next(), '43456[1,"2",{"3":[false]}]');
  for (const [sent, got] of [
    [`452-["message",${ATTACHED.slice(1)}`, `452-["message-back",${ATTACHED.slice(1)}`],
    [`452-789["message-with-ack",${ATTACHED.slice(1)}`, `462-789${ATTACHED}`],
  ] as const) {
    for (const message of [sent, ...BYTES]) socket.send(message);
    assert.deepEqual(
      [await socket.next(), await socket.next(), await socket.next()],
      [got, ...BYTES.map((b) => Buffer.from(b))],
    );
  }
});

for (const wrong of ["4abc", "42{}", '42abc["message-with-ack",1,"2",{"3":[false]}]']) {
  test(`socket.io-protocol, Message: ${wrong} closes the connection`, async (t) => {
    const socket = await connected(t);
    socket.send(wrong);
    assert.equal(await socket.next(), "closed");
  });
}

test("socket.io-protocol, Ack: the server asks, and is answered", async (t) => {
  const socket = await connected(t);
  socket.send('42["ask","왜"]');
  assert.equal(await socket.next(), '420["question","왜"]');
  socket.send('430["그래서"]');
  assert.equal(await socket.next(), '42["answer","그래서"]');
});
