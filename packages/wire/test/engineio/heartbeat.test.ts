import assert from "node:assert/strict";
import { test } from "node:test";
import { Heartbeat } from "../../src/engineio/heartbeat.ts";

const TERMS = { pingIntervalMs: 300, pingTimeoutMs: 200 };

test("engine.io-protocol, Heartbeat: a ping each interval after the pong, and the end without one", () => {
  const heart = new Heartbeat(0, TERMS);
  assert.equal(heart.due(299), undefined);
  assert.equal(heart.due(300), "ping");
  assert.equal(heart.awaitsPong, true);
  heart.heard(true, 400);
  assert.equal(heart.deadline, 700);
  assert.equal(heart.due(700), "ping");
  assert.equal(heart.due(899), undefined);
  assert.equal(heart.due(900), "timeout");
});

test("engine.io lib/socket.ts: another packet buys the pong as much time again, once", () => {
  const heart = new Heartbeat(0, TERMS);
  heart.heard(false, 10);
  assert.equal(heart.deadline, 300);
  heart.due(300);
  heart.heard(false, 400);
  assert.equal(heart.deadline, 600);
  heart.heard(false, 500);
  assert.equal(heart.deadline, 600);
  assert.equal(heart.due(600), "timeout");
});

test("engine.io-protocol, Heartbeat: an excuse gives a pong that is due all its time, and moves no ping", () => {
  const heart = new Heartbeat(0, TERMS);
  heart.excuse(100);
  assert.equal(heart.deadline, 300);
  heart.due(300);
  heart.excuse(450);
  assert.equal(heart.deadline, 650);
});
