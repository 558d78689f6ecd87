import assert from "node:assert/strict";
import { test } from "node:test";
import type { CloseCode } from "@madang/wire";
import { FakeGateway } from "../fake-gateway.ts";
import { openEcho } from "./echo-door.ts";
import { get, HttpPeer, post, sessionUrl } from "./http-peer.ts";

const STILL_OPEN = 'c[2010,"Another connection still open"]\n';
const GO_AWAY = 'c[3000,"Go away!"]\n';

test("sockjs-protocol, test_simpleSession: a second poll at a time gets 2010, the first one goes on", async (t) => {
  const { port } = await openEcho(t);
  const url = sessionUrl();
  await HttpPeer.ask(port, post(`${url}/xhr`));
  const first = HttpPeer.ask(port, post(`${url}/xhr`));
  const second = HttpPeer.ask(port, post(`${url}/xhr`));
  const refused = await Promise.race([first, second]);
  assert.deepEqual([refused.status, refused.body], [200, STILL_OPEN]);
  await HttpPeer.ask(port, post(`${url}/xhr_send`, '["a"]'));
  const both = await Promise.all([first, second]);
  assert.deepEqual(both.map(({ body }) => body).sort(), ['a["a"]\n', STILL_OPEN]);
});

test("sockjs-protocol, test_closeSession: each poll gets the close frame, until the session's time is up", async (t) => {
  const { port, advance, sockjs } = await openEcho(t);
  const url = sessionUrl("/close");
  assert.equal((await HttpPeer.ask(port, post(`${url}/xhr`))).body, "o\n");
  for (let time = 0; time < 3; time++) assert.equal((await HttpPeer.ask(port, post(`${url}/xhr`))).body, GO_AWAY);
  assert.equal((await HttpPeer.ask(port, post(`${url}/xhr_send`, '["a"]'))).status, 204);
  advance(5000);
  assert.equal(sockjs.counts.sessions, 0);
  assert.equal((await HttpPeer.ask(port, post(`${url}/xhr`))).body, "o\n");
});

test("sockjs-protocol, JsonPolling.test_close: the same as calls", async (t) => {
  const { port } = await openEcho(t);
  const url = sessionUrl("/close");
  assert.equal((await HttpPeer.ask(port, get(`${url}/jsonp?c=x`))).body, '/**/x("o");\r\n');
  for (let time = 0; time < 2; time++) {
    const { body } = await HttpPeer.ask(port, get(`${url}/jsonp?c=x`));
    assert.equal(body, '/**/x("c[3000,\\"Go away!\\"]");\r\n');
  }
});

test("sockjs-protocol, test_close_frame: a stream ends behind the close frame, and so does the next one", async (t) => {
  const { port } = await openEcho(t);
  const url = sessionUrl("/close");
  const first = await HttpPeer.stream(port, post(`${url}/xhr_streaming`));
  await first.peer.chunk();
  assert.equal(await first.peer.chunk(), "o\n");
  assert.equal(await first.peer.chunk(), GO_AWAY);
  const second = await HttpPeer.stream(port, post(`${url}/xhr_streaming`));
  await second.peer.chunk();
  assert.equal(await second.peer.chunk(), GO_AWAY);
  assert.equal(await first.peer.chunk(), "");
  assert.equal(await second.peer.chunk(), "");
});

test("sockjs-protocol, test_close_request: a second stream gets 2010 and its end", async (t) => {
  const { port } = await openEcho(t);
  const url = sessionUrl();
  const first = await HttpPeer.stream(port, post(`${url}/xhr_streaming`));
  await first.peer.chunk();
  assert.equal(await first.peer.chunk(), "o\n");
  const second = await HttpPeer.stream(port, post(`${url}/xhr_streaming`));
  await second.peer.chunk();
  assert.equal(await second.peer.chunk(), STILL_OPEN);
  assert.equal(await second.peer.chunk(), "");
  first.peer.close();
});

for (const transport of ["xhr", "xhr_streaming"] as const) {
  test(`sockjs-protocol, test_abort_${transport}: an answer that breaks ends the session with 1002`, async (t) => {
    const gateway = new FakeGateway();
    const { port, advance } = await openEcho(t, { services: [{ base: "/fake", gateway }] });
    const url = sessionUrl("/fake");
    await HttpPeer.ask(port, post(`${url}/xhr`));
    const waiting = await HttpPeer.open(port);
    waiting.send(post(`${url}/${transport}`));
    const refused = await again(port, url, STILL_OPEN);
    assert.equal(refused, STILL_OPEN);
    waiting.close();
    await gateway.until(() => gateway.session.calls.includes("closed"));
    assert.equal((await HttpPeer.ask(port, post(`${url}/xhr`))).body, 'c[1002,"Connection interrupted"]\n');
    advance(5000);
    assert.equal((await HttpPeer.ask(port, post(`${url}/xhr`))).body, "o\n");
    assert.deepEqual(gateway.session.calls, []);
  });
}

/** Polls until the answer is `wanted`: the request before it, on another connection, may come after it. */
async function again(port: number, url: string, wanted: string): Promise<string> {
  for (;;) {
    const peer = await HttpPeer.open(port);
    const body = await Promise.race([
      peer.ask(post(`${url}/xhr`)).then((answer) => answer.body),
      new Promise<string>((resolve) => setTimeout(resolve, 1000, "")),
    ]);
    if (body === wanted) return body;
  }
}

test("sockjs-protocol: a heart-beat after 25 s of silence, the end 5 s after the last answer", async (t) => {
  const gateway = new FakeGateway();
  const { port, advance, sockjs } = await openEcho(t, { services: [{ base: "/fake", gateway }] });
  const url = sessionUrl("/fake");
  const { peer } = await HttpPeer.stream(port, post(`${url}/xhr_streaming`));
  await peer.chunk();
  assert.equal(await peer.chunk(), "o\n");
  advance(24_999);
  gateway.session.say("still here");
  assert.equal(await peer.chunk(), 'a["still here"]\n');
  advance(25_000);
  assert.equal(await peer.chunk(), "h\n");
  gateway.session.carrier.close(1008, "enough");
  assert.equal(await peer.chunk(), 'c[1008,"enough"]\n');
  assert.deepEqual(gateway.session.calls, ["closed"]);
  advance(5000);
  assert.equal(sockjs.counts.sessions, 0);
  assert.deepEqual(gateway.session.calls, ["closed"]);
});

test("P10 of the hub: without an answer to write to, a member is told so, and drained when one comes", async (t) => {
  const gateway = new FakeGateway();
  const { port } = await openEcho(t, { services: [{ base: "/fake", gateway }] });
  const url = sessionUrl("/fake");
  await HttpPeer.ask(port, post(`${url}/xhr`));
  assert.equal(gateway.session.say("1"), false);
  assert.equal(gateway.session.say("2", "3"), false);
  assert.equal((await HttpPeer.ask(port, post(`${url}/xhr`))).body, 'a["1","2","3"]\n');
  assert.deepEqual(gateway.session.calls, [], "that answer was full with what waited");
  const waiting = HttpPeer.ask(port, post(`${url}/xhr`));
  await gateway.until(() => gateway.session.calls.length > 0);
  assert.deepEqual(gateway.session.calls, ["drained"]);
  assert.equal(gateway.session.say("4"), false, "one frame is all that a poll takes");
  assert.equal((await waiting).body, 'a["4"]\n');
  const { peer } = await HttpPeer.stream(port, post(`${url}/xhr_streaming`));
  await gateway.until(() => gateway.session.calls.length > 1);
  assert.equal(gateway.session.say("5"), true);
  gateway.session.say("6");
  await peer.chunk();
  assert.equal(await peer.chunk(), 'a["5","6"]\n', "one frame a turn");
  peer.close();
});

test("a stream over its high-water mark answers false, and drains", async (t) => {
  const gateway = new FakeGateway();
  const { port } = await openEcho(t, { services: [{ base: "/fake", gateway, responseLimit: 1e9 }] });
  const { peer } = await HttpPeer.stream(port, post(`${sessionUrl("/fake")}/xhr_streaming`));
  await peer.chunk();
  const long = "x".repeat(100_000);
  let sent = 0;
  while (gateway.session.say(long)) {
    sent++;
    await new Promise(setImmediate);
  }
  assert.equal(await peer.chunk(), "o\n");
  for (let read = 0; read <= sent; read++) assert.equal(await peer.chunk(), `a["${long}"]\n`);
  await gateway.until(() => gateway.session.calls.includes("drained"));
  peer.close();
});

test("P13: 1 MiB that nobody comes for ends the session", async (t) => {
  const gateway = new FakeGateway();
  const { port } = await openEcho(t, { services: [{ base: "/fake", gateway }] });
  const url = sessionUrl("/fake");
  await HttpPeer.ask(port, post(`${url}/xhr`));
  for (let mebi = 0; mebi < 3; mebi++) gateway.session.say("x".repeat(600_000));
  await gateway.until(() => gateway.session.calls.includes("closed"));
  assert.equal((await HttpPeer.ask(port, post(`${url}/xhr`))).body, 'c[1008,"Too much is unread"]\n');
});

test("a message over the gateway's bound closes with 1009, a fault of the gateway with 1011", async (t) => {
  const gateway = new FakeGateway();
  const { port, faults } = await openEcho(t, { services: [{ base: "/fake", gateway }] });
  const long = sessionUrl("/fake");
  await HttpPeer.ask(port, post(`${long}/xhr`));
  await HttpPeer.ask(port, post(`${long}/xhr_send`, JSON.stringify(["ok", "한".repeat(334), "late"])));
  assert.deepEqual(gateway.session.heard, ["ok"]);
  assert.match((await HttpPeer.ask(port, post(`${long}/xhr`))).body, /^c\[1009,/);
  const faulty = sessionUrl("/fake");
  await HttpPeer.ask(port, post(`${faulty}/xhr`));
  gateway.answer = () => {
    throw new Error("a fault");
  };
  await HttpPeer.ask(port, post(`${faulty}/xhr_send`, '["x"]'));
  assert.match((await HttpPeer.ask(port, post(`${faulty}/xhr`))).body, /^c\[1011,/);
  assert.deepEqual(faults, [new Error("a fault")]);
});

test("one session may change its transport: what is escaped is the answer's", async (t) => {
  const { port } = await openEcho(t);
  const url = sessionUrl();
  await HttpPeer.ask(port, get(`${url}/jsonp?c=x`));
  const { peer } = await HttpPeer.stream(port, get(`${url}/eventsource`));
  await peer.chunk();
  await HttpPeer.ask(port, post(`${url}/xhr_send`, '["50 % \\"x\\""]'));
  assert.equal(await peer.chunk(), 'data: a["50 %25 \\"x\\""]\r\n\r\n');
  peer.close();
});

test("resumes: an answer that broke comes again with the next one, for clients that poll on", async (t) => {
  const gateway = new FakeGateway();
  const { port } = await openEcho(t, { services: [{ base: "/fake", gateway, resumes: true }] });
  const url = sessionUrl("/fake");
  await HttpPeer.ask(port, post(`${url}/xhr`));
  gateway.session.say("0");
  const { peer } = await HttpPeer.stream(port, post(`${url}/xhr_streaming`));
  await peer.chunk();
  await peer.chunk();
  peer.close();
  await assert.doesNotReject(async () => {
    for (;;) {
      const { body } = await HttpPeer.ask(port, post(`${url}/xhr`));
      if (body !== STILL_OPEN) return assert.equal(body, 'a["0"]\n');
    }
  });
});

test("carrier.ts, hold: who sends has no answer until it is over, and whoever sends all the same is not read", async (t) => {
  const gateway = new FakeGateway();
  const { port } = await openEcho(t, { services: [{ base: "/fake", gateway }] });
  const url = sessionUrl("/fake");
  await HttpPeer.ask(port, post(`${url}/xhr`));
  const { session } = gateway;
  gateway.answer = ({ carrier }, message) => carrier.hold?.(message === "a");
  const answered: string[] = [];
  const send = (message: string): Promise<unknown> => {
    const sending = HttpPeer.ask(port, post(`${url}/xhr_send`, JSON.stringify([message])));
    return sending.then(({ status }) => void answered.push(`${message} ${status}`));
  };
  const first = send("a");
  await gateway.until(() => session.heard.length > 0);
  assert.equal(session.carrier.isDeaf, true);
  const second = send("b");
  // What is said goes out all the same, behind which both would have been heard and answered.
  session.say("still here");
  assert.equal((await HttpPeer.ask(port, post(`${url}/xhr`))).body, 'a["still here"]\n');
  await HttpPeer.ask(port, get("/fake/info"));
  assert.deepEqual([session.heard, answered], [["a"], []]);
  session.carrier.hold?.(false);
  await Promise.all([first, second]);
  assert.deepEqual(
    [session.heard, answered],
    [
      ["a", "b"],
      ["a 204", "b 204"],
    ],
  );
  assert.equal(session.carrier.isDeaf, false);
});

test("carrier.ts, hold: it is over with the session, and who waited is told", async (t) => {
  const gateway = new FakeGateway();
  const { port, faults } = await openEcho(t, { services: [{ base: "/fake", gateway }] });
  const url = sessionUrl("/fake");
  await HttpPeer.ask(port, get(`${url}/jsonp?c=x`));
  const { session } = gateway;
  gateway.answer = ({ carrier }) => carrier.hold?.(true);
  const [first, gone] = [await HttpPeer.open(port), await HttpPeer.open(port)];
  first.send(post(`${url}/jsonp_send`, '["a"]'));
  await gateway.until(() => session.heard.length > 0);
  const late = HttpPeer.ask(port, post(`${url}/jsonp_send`, '["late"]'));
  gone.send(post(`${url}/jsonp_send`, '["gone"]'));
  await HttpPeer.ask(port, get("/fake/info"));
  gone.close();
  session.carrier.close(3000 as CloseCode, "Go away!");
  assert.equal((await first.head()).status, 200);
  // Its session is there for the close frame, and reads no more.
  assert.equal((await late).body, "ok");
  session.carrier.hold?.(true);
  assert.equal((await HttpPeer.ask(port, post(`${url}/jsonp_send`, '["later"]'))).body, "ok");
  assert.deepEqual([session.heard, faults], [["a"], []]);
  first.close();
});
