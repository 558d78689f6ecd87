import assert from "node:assert/strict";
import { Duplex } from "node:stream";
import { test } from "node:test";
import { httpRefusal } from "@madang/wire/websocket";
import { NodeHost } from "../src/node-host.ts";
import { TurnedAway } from "../src/turned-away.ts";

function stream(): { readonly stream: Duplex; readonly written: () => string } {
  let written = "";
  const made = new Duplex({
    read: () => undefined,
    write(bytes: Buffer, _encoding, done) {
      written += bytes.toString();
      done();
    },
  });
  return { stream: made, written: () => written };
}

test("RFC 9112 9.6: the answer is written and ended, the rest is read and thrown away for 2 s", async () => {
  const away = new TurnedAway(new NodeHost());
  const { stream: peer, written } = stream();
  away.add(peer, httpRefusal(403, "no"), 1000);
  peer.push("what it still says");
  await new Promise(setImmediate);
  assert.match(written(), /^HTTP\/1\.1 403 Forbidden\r\n/);
  assert.ok(peer.writableEnded);
  assert.equal(peer.readableLength, 0);
  away.sweep(2999);
  assert.ok(!peer.destroyed);
  away.sweep(3000);
  assert.ok(peer.destroyed);
});

test("a broken stream is no fault, and is forgotten", async () => {
  const away = new TurnedAway(new NodeHost());
  const { stream: peer } = stream();
  away.add(peer, httpRefusal(400, "no"), 0);
  peer.destroy(new Error("reset"));
  await new Promise(setImmediate);
  away.sweep(0);
});

test("RFC 9110 11.6.1: a 401 names what would be taken", () => {
  const away = new TurnedAway(new NodeHost());
  const { stream: peer, written } = stream();
  away.add(peer, httpRefusal(401, "who?"), 0);
  assert.match(written(), /^WWW-Authenticate: Bearer\r$/m);
});
