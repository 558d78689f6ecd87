import assert from "node:assert/strict";
import { test } from "node:test";
import { type Surroundings, watchPage } from "../src/surroundings.ts";

test("a page that comes online or into view is a sign; Node gives none", () => {
  const window = new EventTarget();
  const document = Object.assign(new EventTarget(), { visibilityState: "hidden" });
  const world: Surroundings = Object.assign(window, { document });
  let signs = 0;
  const unwatch = watchPage(() => {
    signs += 1;
  }, world);
  document.dispatchEvent(new Event("visibilitychange"));
  assert.equal(signs, 0);
  document.visibilityState = "visible";
  document.dispatchEvent(new Event("visibilitychange"));
  window.dispatchEvent(new Event("online"));
  assert.equal(signs, 2);
  unwatch();
  document.dispatchEvent(new Event("visibilitychange"));
  window.dispatchEvent(new Event("online"));
  assert.equal(signs, 2);
  watchPage(() => {})();
});
