import assert from "node:assert/strict";
import { test } from "node:test";
import { text } from "../../net/test/peer.ts";
import { problemOf, served, TOKEN } from "./served.ts";

test("design: PUT makes a room (201), changes it (200), and refuses to change its kind (409)", async (t) => {
  const { api, join } = await served(t);
  const room = `/api/rooms/${encodeURIComponent("마당")}`;
  const made = await api("PUT", room, { retention: "30d" });
  assert.equal(made.status, 201);
  assert.deepEqual(await made.json(), { name: "마당", retention: "30d" });
  assert.equal((await api("PUT", room, { retention: "forever" })).status, 200);
  assert.equal((await problemOf(await api("PUT", room, { retention: "volatile" }))).status, 409);
  assert.equal((await api("PUT", "/api/rooms/default")).status, 201);
  assert.equal((await api("PUT", "/api/rooms/quick", { retention: "volatile" })).status, 201);
  const rooms = (await (await api("GET", "/api/rooms")).json()) as { name: string; retention: string }[];
  assert.deepEqual(
    rooms.map(({ name, retention }) => `${name} ${retention}`),
    ["chat forever", "default forever", "quick volatile", "마당 forever"],
  );
  for (const name of ["마당", "quick"]) {
    const peer = await join("a", name);
    peer.send(text("hi"));
    await peer.heard("a:hi");
  }
});

test("RFC 9457 3: what is wrong with a room is said", async (t) => {
  const { api, fetch } = await served(t);
  for (const [path, body, says] of [
    ["/api/rooms/a%20b", {}, /room's name/],
    [`/api/rooms/${"a".repeat(65)}`, {}, /room's name/],
    [`/api/rooms/${"a".repeat(5000)}`, {}, /room's name/],
    ["/api/rooms/..%2e", {}, /room's name/],
    ["/api/rooms/a", { retention: "0d" }, /retention/],
    ["/api/rooms/a", { retention: 30 }, /retention/],
    ["/api/rooms/a", { colour: "red" }, /colour/],
    ["/api/rooms/a", [], /JSON object/],
  ] as const) {
    const { status, detail } = await problemOf(await api("PUT", path, body));
    assert.equal(status, 400, path);
    assert.match(detail, says);
  }
  const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };
  assert.equal((await problemOf(await fetch("/api/rooms/a", { method: "PUT", headers, body: "{" }))).status, 400);
});

test("design: only the operator makes rooms; from a foreign origin not even they", async (t) => {
  const { fetch } = await served(t);
  assert.equal((await problemOf(await fetch("/api/rooms/a", { method: "PUT" }))).status, 401);
  for (const authorization of ["Bearer wrong", `Basic ${TOKEN}`, TOKEN]) {
    assert.equal((await fetch("/api/rooms/a", { method: "PUT", headers: { authorization } })).status, 401);
  }
  for (const [method, path] of [
    ["PUT", "/api/rooms/a"],
    ["DELETE", "/api/rooms/chat/entries/1"],
  ] as const) {
    const headers = { authorization: `Bearer ${TOKEN}`, origin: "https://evil.example" };
    const problem = await problemOf(await fetch(path, { method, headers }));
    assert.equal(problem.status, 403);
    assert.match(problem.detail, /evil\.example.*--origins/);
  }
});

test("design: the operator removes an entry: 204, and its place alone stays", async (t) => {
  const { api, join, fetch } = await served(t);
  const peer = await join("a");
  peer.send(text("regret"));
  await peer.heard("a:regret");
  assert.equal((await fetch("/api/rooms/chat/entries/1", { method: "DELETE" })).status, 401);
  assert.equal((await api("DELETE", "/api/rooms/chat/entries/1")).status, 204);
  for (const [path, status] of [
    ["/api/rooms/chat/entries/2", 404],
    ["/api/rooms/nowhere/entries/1", 404],
    ["/api/rooms/chat/entries/0", 400],
    ["/api/rooms/chat/entries/x", 400],
    ["/api/rooms/chat/entries/1e3", 400],
  ] as const) {
    assert.equal((await problemOf(await api("DELETE", path))).status, status, path);
  }
});

test("a room is told not to relay, and says so; relay is true or false", async (t) => {
  const { api } = await served(t);
  const put = async (body: unknown): Promise<[number, unknown]> => {
    const response = await api("PUT", "/api/rooms/quiet", body);
    return [response.status, await response.json()];
  };
  assert.deepEqual(await put({ relay: false }), [201, { name: "quiet", retention: "forever", relay: false }]);
  const rooms = (await (await api("GET", "/api/rooms")).json()) as { name: string; relay?: boolean }[];
  assert.deepEqual(
    rooms.map(({ name, relay }) => [name, relay]),
    [
      ["chat", undefined],
      ["quiet", false],
    ],
  );
  assert.deepEqual(await put({ relay: true }), [200, { name: "quiet", retention: "forever" }]);
  assert.equal((await put({ relay: "no" }))[0], 400);
});
