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
  assert.equal((await poll("https://foe.example")).status, 403);
  const friend = await poll("https://friend.example");
  assert.equal(friend.status, 200);
  assert.equal(friend.headers.get("access-control-allow-origin"), "https://friend.example");
  await assert.rejects(join("x", "chat", { origin: "https://foe.example" }));
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
