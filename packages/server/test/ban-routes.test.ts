import assert from "node:assert/strict";
import { test } from "node:test";
import { handshake, Peer, text } from "../../net/test/peer.ts";
import { problemOf, served } from "./served.ts";

test("design: a ban by name closes with 4001, refuses the next with 403, and lifts", async (t) => {
  const { join, api, port } = await served(t);
  const [spam, other] = [await join("스팸"), await join("other")];
  const path = `/api/bans/name/${encodeURIComponent("스팸")}`;
  assert.equal((await api("PUT", path)).status, 201);
  assert.equal((await api("PUT", path)).status, 200);
  assert.equal((await spam.until("goodbye", () => spam.goodbye))[0], 4001);
  const refused = await Peer.open(port);
  refused.send(handshake(`/ws/chat?name=${encodeURIComponent(" 스팸")}`));
  assert.equal((await refused.answer()).status, 403);
  refused.socket.destroy();
  other.send(text("good"));
  await other.heard("other:good");
  assert.deepEqual(await (await api("GET", "/api/bans")).json(), [{ kind: "name", value: "스팸" }]);
  assert.equal((await api("DELETE", path)).status, 204);
  assert.equal((await problemOf(await api("DELETE", path))).status, 404);
  await join("스팸");
});

test("design: a ban by address, in whatever spelling, meets who comes from there", async (t) => {
  const { join, api, fetch } = await served(t);
  const peer = await join("a");
  assert.equal((await api("PUT", `/api/bans/address/${encodeURIComponent("::FFFF:7f00:1")}`)).status, 201);
  assert.equal((await peer.until("goodbye", () => peer.goodbye))[0], 4001);
  await assert.rejects(join("b"), /403/);
  assert.equal((await problemOf(await fetch("/api/rooms"))).status, 403);
  assert.equal((await api("DELETE", "/api/bans/address/127.0.0.1")).status, 204);
  await join("b");
});

test("bans are kept over a restart's door: behind a proxy it is the client's address that counts", async (t) => {
  const { join, api } = await served(t, "--trust-proxy=127.0.0.1");
  await api("PUT", "/api/bans/address/203.0.113.9");
  await assert.rejects(join("a", "chat", { "X-Forwarded-For": "203.0.113.9" }), /403/);
  await join("a", "chat", { "X-Forwarded-For": "203.0.113.10" });
});

test("RFC 9110 15.5: what is no ban is 400, who is not the operator gets 401", async (t) => {
  const { api, fetch } = await served(t);
  for (const path of [
    "/api/bans/colour/red",
    "/api/bans/address/nowhere",
    "/api/bans/name/a%3Ab",
    "/api/bans/name/%20",
  ]) {
    assert.equal((await problemOf(await api("PUT", path))).status, 400, path);
  }
  for (const method of ["PUT", "DELETE"]) {
    const response = await fetch("/api/bans/name/a", { method });
    assert.equal(response.headers.get("www-authenticate"), "Bearer");
    assert.match((await problemOf(response)).detail, /Authorization: Bearer/);
  }
  assert.equal((await fetch("/api/bans")).status, 401);
});
