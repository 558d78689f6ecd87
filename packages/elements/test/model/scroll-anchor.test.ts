import assert from "node:assert/strict";
import { test } from "node:test";
import { AT_END, isNearEnd, scrollTopFor, stanceOf, wantsEarlier, wantsLater } from "../../src/model/scroll-anchor.ts";

const view = (scrollTop: number, scrollHeight = 2000) => ({ scrollTop, scrollHeight, clientHeight: 500 });
const rows = [
  { key: "a", top: -120, bottom: -20 },
  { key: "b", top: -20, bottom: 60 },
  { key: "c", top: 60, bottom: 200 },
];

test("near the end is the end, if the last row is the newest", () => {
  assert.deepEqual(stanceOf(view(1450), rows, true), AT_END);
  assert.deepEqual(stanceOf(view(1450), rows, false), { kind: "at", key: "b", offset: -20 });
  assert.ok(isNearEnd(view(1440)) && !isNearEnd(view(1439)));
});

test("elsewhere one stands at the first row that can be seen", () => {
  assert.deepEqual(stanceOf(view(700), rows, true), { kind: "at", key: "b", offset: -20 });
  assert.deepEqual(stanceOf(view(0), [], true), AT_END);
});

test("after rows have come in above, the same row stands in the same place", () => {
  assert.equal(scrollTopFor({ kind: "at", key: "b", offset: -20 }, view(100, 3000), 980), 1100);
  assert.equal(scrollTopFor({ kind: "at", key: "b", offset: -20 }, view(100), undefined), 100);
  assert.equal(scrollTopFor(AT_END, view(100, 3000), undefined), 2500);
});

test("more is fetched before the edge is reached", () => {
  assert.ok(wantsEarlier(view(700)) && !wantsEarlier(view(800)));
  assert.ok(wantsLater(view(800)) && !wantsLater(view(700)));
});
