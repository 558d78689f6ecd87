import assert from "node:assert/strict";
import { connect } from "node:net";
import { test } from "node:test";
import type { Reply } from "@madang/wire";
import { makeHttpYard, until } from "./http-yard.ts";

const reply = (body: string, status = 200): Reply => ({ kind: "reply", status, headers: {}, body: Buffer.from(body) });

test("what is not a gateway's goes on to whatever answers all else", async (t) => {
  const { ask, gateway } = await makeHttpYard(t);
  for (const path of ["/", "/here/more", "/%FF"]) assert.equal((await ask(path)).body, "elsewhere");
  assert.equal(gateway.requests.length, 0);
});

test("a request is plain data: method, decoded path, parameters with their repeats, fields, body", async (t) => {
  const { ask, gateway } = await makeHttpYard(t);
  const target = `${encodeURI("/여기")}?room=a&room=${encodeURIComponent("마당")}&x`;
  const { status, headers, body } = await ask(target, { method: "POST", headers: { "X-A": "1" }, body: "안녕" });
  assert.deepEqual([status, headers["x-here"], headers["content-length"], body], [200, "yes", "10", "got 안녕"]);
  const [request] = gateway.requests;
  assert.deepEqual([request?.method, request?.caller.path, request?.caller.headers.get("x-a")], ["POST", "/여기", "1"]);
  assert.deepEqual(request?.parameters, [
    ["room", "a"],
    ["room", "마당"],
    ["x", ""],
  ]);
});

test("RFC 9110 9.3.2, 15.3.5, 15.4.5: HEAD, 204 and 304 have no body and no length", async (t) => {
  const { ask, gateway } = await makeHttpYard(t);
  for (const [method, status] of [
    ["HEAD", 200],
    ["GET", 204],
    ["GET", 304],
  ] as const) {
    gateway.reply = () => reply("body", status);
    const answer = await ask("/here", { method });
    assert.deepEqual([answer.status, answer.body, answer.headers["content-length"]], [status, "", undefined]);
  }
});

test("bound: a longer body is 413, announced or not, and the connection lives on", async (t) => {
  const { ask, gateway, port } = await makeHttpYard(t);
  assert.equal((await ask("/here", { method: "POST", body: "x".repeat(1000) })).status, 200);
  const long = await ask("/here", { method: "POST", body: "x".repeat(1001) });
  assert.deepEqual([long.status, long.headers["content-type"]], [413, "application/problem+json"]);
  const socket = connect(port, "127.0.0.1");
  t.after(() => socket.destroy());
  let text = "";
  socket.on("data", (bytes: Buffer) => {
    text += bytes;
  });
  socket.write("POST /here HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (let count = 0; count < 300; count++) socket.write(`1000\r\n${"x".repeat(4096)}\r\n`);
  socket.write("0\r\n\r\nGET /here HTTP/1.1\r\nHost: x\r\n\r\n");
  await until("both answers", () => /HTTP\/1\.1 413[\s\S]*HTTP\/1\.1 200/.test(text));
  assert.equal(gateway.requests.length, 2);
});

test("http.ts, announce: a gateway that wants to knows of a request before its body, and what becomes of that", async (t) => {
  const { ask, gateway, port } = await makeHttpYard(t);
  const told: string[] = [];
  gateway.announce = (method) => {
    told.push(method);
    return {
      ended: (body) => reply(`all ${body.length}`),
      failed: (why) => void told.push(why),
    };
  };
  assert.equal((await ask("/here", { method: "POST", body: "12345" })).body, "all 5");
  assert.equal((await ask("/here", { method: "POST", body: "x".repeat(1001) })).status, 413);
  assert.equal((await ask("/here")).body, "got ");
  const socket = connect(port, "127.0.0.1");
  socket.write("POST /here HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n1");
  await until("the head", () => told.length === 4);
  socket.destroy();
  await until("its end", () => told.length === 5);
  assert.deepEqual(told, ["POST", "POST", "too big", "POST", "gone"]);
});

test("http.ts, refuse: a gateway may say no in words of its own, to a foreign origin and to too long a body too", async (t) => {
  const { ask, gateway, door } = await makeHttpYard(t);
  gateway.refuse = ({ status, detail }) => reply(detail, status);
  const foe = await ask("/here", { headers: { Origin: "https://evil.example" } });
  assert.deepEqual([foe.status, foe.body.slice(0, 31)], [403, "the origin https://evil.example"]);
  const long = await ask("/here", { method: "POST", body: "x".repeat(1001) });
  assert.deepEqual([long.status, long.body], [413, "a body here has at most 1000 bytes"]);
  door.close(() => 0, "the server restarts");
  assert.equal((await ask("/here")).body, "the server restarts; come back in a few seconds");
});

test("RFC 6454 7: a foreign origin gets 403, whatever it asks; one on the list may read the answer", async (t) => {
  const { ask, gateway } = await makeHttpYard(t);
  for (const method of ["GET", "POST", "OPTIONS", "HEAD"]) {
    const { status, headers } = await ask("/here", { method, headers: { Origin: "https://evil.example" } });
    assert.deepEqual([status, headers["access-control-allow-origin"], headers.vary], [403, undefined, "Origin"]);
  }
  assert.equal(gateway.requests.length, 0);
  const { status, headers } = await ask("/here", { headers: { Origin: "https://friend.example" } });
  assert.deepEqual([status, headers["access-control-allow-origin"]], [200, "https://friend.example"]);
});

test("WHATWG Fetch 4.8: a preflight is answered for the gateway", async (t) => {
  const { ask, gateway } = await makeHttpYard(t);
  const asked = { Origin: "https://friend.example", "Access-Control-Request-Method": "POST" };
  const { status, headers } = await ask("/here", { method: "OPTIONS", headers: asked });
  assert.deepEqual([status, headers["access-control-allow-methods"]], [204, "GET, HEAD, POST"]);
  assert.equal(headers["access-control-allow-headers"], "Content-Type");
  assert.equal(gateway.requests.length, 0);
});

test("a gateway that fails costs its own request: 500, and the fault is told", async (t) => {
  const { ask, gateway, faults } = await makeHttpYard(t);
  gateway.reply = () => Promise.reject(new Error("oops"));
  assert.equal((await ask("/here")).status, 500);
  assert.equal(faults.length, 1);
  gateway.reply = () => reply("again");
  assert.equal((await ask("/here")).body, "again");
});

test("issue 5: requests that are held are answered when it is time, many with one object", async (t) => {
  const { ask, gateway, door } = await makeHttpYard(t);
  const answers: ((reply: Reply) => void)[] = [];
  gateway.reply = () => ({
    kind: "hold",
    wait: (answer) => {
      answers.push(answer);
      return () => undefined;
    },
  });
  const asked = [1, 2, 3].map(() => ask("/here"));
  await until("three waits", () => answers.length === 3);
  assert.equal(door.counts.held, 3);
  const one = reply("news");
  for (const answer of answers) answer(one);
  assert.deepEqual(
    (await Promise.all(asked)).map(({ body }) => body),
    ["news", "news", "news"],
  );
  assert.equal(door.counts.held, 0);
});

test("who goes while held waits no longer; an answer at once is one as well", async (t) => {
  const { ask, gateway, door, port } = await makeHttpYard(t);
  let left = 0;
  gateway.reply = () => ({ kind: "hold", wait: () => () => left++ });
  const socket = connect(port, "127.0.0.1");
  socket.write("GET /here HTTP/1.1\r\nHost: x\r\n\r\n");
  await until("a wait", () => door.counts.held === 1);
  socket.destroy();
  await until("its end", () => left === 1);
  assert.equal(door.counts.held, 0);
  gateway.reply = () => ({
    kind: "hold",
    wait: (answer) => {
      answer(reply("at once"));
      return () => left++;
    },
  });
  assert.equal((await ask("/here")).body, "at once");
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(left, 1);
});

test("P20: close ends streams with their farewell, answers who is held, and takes nobody any more", async (t) => {
  const { ask, open, gateway, door } = await makeHttpYard(t);
  gateway.go();
  const stream = await open("/here");
  gateway.reply = () => ({ kind: "hold", wait: () => () => undefined });
  const held = ask("/here");
  await until("a wait", () => door.counts.held === 1);
  door.close(() => 1500, "the server restarts");
  assert.deepEqual([(await held).status, (await held).headers["retry-after"]], [503, "2"]);
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  assert.equal(Buffer.concat(parts).toString(), "the server restarts 1500");
  assert.equal((await ask("/here")).status, 503);
  assert.deepEqual(door.counts, { streams: 0, held: 0 });
});
