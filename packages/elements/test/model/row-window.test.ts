import assert from "node:assert/strict";
import { test } from "node:test";
import { RowWindow, STEP } from "../../src/model/row-window.ts";

test("who follows sees the newest 300", () => {
  const window = new RowWindow();
  for (let at = 0; at < 500; at += 1) window.appended(1, true);
  assert.deepEqual([window.start, window.end, window.isLive], [200, 500, true]);
});

test("who reads above keeps the rows, until there are too many below", () => {
  const window = new RowWindow();
  window.appended(50, true);
  window.appended(100, false);
  assert.deepEqual([window.start, window.end, window.isLive], [0, 150, true]);
  window.appended(400, false);
  assert.deepEqual([window.start, window.end, window.isLive], [0, 300, false]);
  window.appended(1, false);
  assert.equal(window.end, 300);
});

test("history comes in above and trims the far end", () => {
  const window = new RowWindow();
  window.appended(280, true);
  window.prepended(50);
  assert.deepEqual([window.start, window.end, window.isLive], [0, 300, false]);
});

test("up and down again, in steps, from memory", () => {
  const window = new RowWindow();
  window.appended(400, true);
  assert.ok(window.earlier());
  assert.deepEqual([window.start, window.end], [100 - STEP, 350]);
  assert.ok(window.later());
  assert.deepEqual([window.start, window.end], [100, 400]);
  assert.ok(!window.later());
  window.earlier();
  window.earlier();
  assert.ok(!window.hasEarlier && !window.earlier());
  window.toEnd();
  assert.ok(window.isLive && window.hasEarlier);
});
