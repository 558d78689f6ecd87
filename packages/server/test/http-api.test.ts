import assert from "node:assert/strict";
import { test } from "node:test";
import { StoreRefusal } from "@madang/hub";
import { Peer, requestHead } from "../../net/test/peer.ts";
import { apiAlone } from "./api-alone.ts";
import { problemOf, served, TOKEN } from "./served.ts";

test("RFC 9457 3: every error is a problem document, with the title of its status", async (t) => {
  const { fetch } = await served(t);
  const authorization = `Bearer ${TOKEN}`;
  const put = (type: string, body: string): RequestInit => ({
    method: "PUT",
    headers: { authorization, "content-type": type },
    body,
  });
  for (const [path, init, status, title] of [
    ["/nowhere?secret=1", {}, 404, "Not Found"],
    ["/api/rooms/chat", { method: "POST" }, 404, "Not Found"],
    ["/chat/%FF", {}, 400, "Bad Request"],
    ["/api/rooms/a", put("application/json", "{"), 400, "Bad Request"],
    ["/api/rooms/a", put("application/json", '{"__proto__":1}'), 400, "Bad Request"],
    ["/api/rooms/a", put("application/xml", "<a/>"), 415, "Unsupported Media Type"],
    ["/api/rooms/a", put("application/json", `"${"a".repeat(70_000)}"`), 413, "Payload Too Large"],
  ] as const) {
    const problem = await problemOf(await fetch(path, init));
    assert.deepEqual([problem.status, problem.title], [status, title], path);
    assert.doesNotMatch(problem.detail, /secret/);
  }
});

test("RFC 9112 3: what is no HTTP is told so, and no fault of ours", async (t) => {
  const { port, lines, fetch } = await served(t);
  for (const request of [
    "POST\r\n\r\n",
    "POST / HTTP/9.9\r\nHost: a\r\n\r\n",
    "\u0016\u0003\u0001\u0002\u0000\u0001\u0000",
    requestHead("GET //[ HTTP/1.1"),
    requestHead("GET http://[/api/rooms HTTP/1.1"),
    requestHead("PUT //api/rooms HTTP/1.1", { "Content-Length": "0" }),
    requestHead("POST / HTTP/1.1", { "Content-Length": "-1" }),
    requestHead("OPTIONS * HTTP/1.1"),
  ]) {
    const peer = await Peer.open(port);
    peer.send(request);
    const { status } = await peer.answer();
    assert.ok((status >= 400 && status < 500) || status === 505, `${status} to ${request}`);
    peer.socket.destroy();
  }
  assert.equal((await fetch("/healthz")).status, 200);
  assert.deepEqual(lines, []);
});

test("RFC 6454 7: same origin may change things, foreign origins may not; reading is nobody's secret", async (t) => {
  const { fetch, port } = await served(t, "--origins=https://friend.example");
  const put = async (origin: string): Promise<number> =>
    (await fetch("/api/rooms/a", { method: "PUT", headers: { origin, authorization: `Bearer ${TOKEN}` } })).status;
  assert.equal(await put("https://evil.example"), 403);
  assert.equal(await put(`http://127.0.0.1:${port}`), 201);
  assert.equal(await put("https://friend.example"), 200);
  assert.equal((await fetch("/api/rooms", { headers: { origin: "https://evil.example" } })).status, 200);
});

test("P4: a fault of ours is 500 without its words, and told with them; a store that refuses is 503", async (t) => {
  const faults: unknown[] = [];
  let error: Error = new TypeError("secret of the house");
  const get = await apiAlone(t, { faults, identify: () => Promise.reject(error) });
  const fault = await problemOf(await get("/api/rooms"));
  assert.equal(fault.status, 500);
  assert.doesNotMatch(fault.detail, /secret/);
  assert.deepEqual(faults, [error]);
  error = new StoreRefusal("the disk is full");
  assert.equal((await problemOf(await get("/api/rooms"))).detail, "the disk is full");
  assert.equal(faults.length, 1);
});
