import assert from "node:assert/strict";
import { test } from "node:test";
import { isSocketIo, sealOf } from "../src/socketio.ts";
import { served } from "./served.ts";

test("issue 7, 3: a seal is the operator's, the same after a restart, and not the token", () => {
  assert.equal(sealOf("one-operator-token").sign("x"), sealOf("one-operator-token").sign("x"));
  assert.notEqual(sealOf("one-operator-token").sign("x"), sealOf("another-operator-token").sign("x"));
  assert.match(sealOf("one-operator-token").sign("x"), /^[\w-]{43}$/);
});

test("Socket.IO is looked for with and without the last slash", () => {
  assert.deepEqual(["/socket.io/", "/socket.io", "/socket.io/socket.io.js"].map(isSocketIo), [true, true, false]);
});

test("design.md, origins: a page of another origin gets 403 on polls and WebSockets, one that is allowed does not", async (t) => {
  const { fetch, join } = await served(t, "--origins=https://friend.example");
  const poll = (origin: string): Promise<Response> =>
    fetch("/socket.io/?EIO=4&transport=polling", { headers: { origin } });
  const refused = await poll("https://foe.example");
  assert.equal(refused.status, 403);
  const { code, message } = (await refused.json()) as { readonly code: number; readonly message: string };
  assert.deepEqual([code, message.slice(0, 30)], [4, "the origin https://foe.example"]);
  const friend = await poll("https://friend.example");
  assert.equal(friend.status, 200);
  assert.equal(friend.headers.get("access-control-allow-origin"), "https://friend.example");
  await assert.rejects(join("x", "chat", { origin: "https://foe.example" }));
});

test("engine.io lib/server.ts, cors: a page of an allowed origin may send any field (extraHeaders), another page none", async (t) => {
  const { fetch } = await served(t, "--origins=https://friend.example");
  const preflight = (origin: string): Promise<Response> =>
    fetch("/socket.io/?EIO=4&transport=polling", {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "x-mine,x-yours" },
    });
  const allowed = await preflight("https://friend.example");
  assert.equal(allowed.status, 204);
  assert.equal(allowed.headers.get("access-control-allow-headers"), "x-mine,x-yours");
  assert.equal(allowed.headers.get("access-control-allow-credentials"), "true");
  const foreign = await preflight("https://foe.example");
  assert.deepEqual([foreign.status, foreign.headers.get("access-control-allow-headers")], [403, null]);
});

test("a stop sends those who poll away at once", async (t) => {
  const { fetch, close } = await served(t);
  const opened = await (await fetch("/socket.io/?EIO=4&transport=polling")).text();
  const { sid } = JSON.parse(opened.slice(1)) as { readonly sid: string };
  const query = `/socket.io/?EIO=4&transport=polling&sid=${sid}`;
  const held = fetch(query);
  // The poll is there when a second request has been answered.
  assert.equal((await fetch(query, { method: "POST", body: "4x" })).status, 200);
  const [answer] = await Promise.all([held.then((response) => response.text()), close()]);
  assert.match(answer, /^(1|6)$/);
});
