import assert from "node:assert/strict";
import { test } from "node:test";
import { portsOf } from "../src/options.ts";

test("what is not given is the runtime's own", () => {
  const ports = portsOf({ makeId: () => "mine" });
  assert.equal(ports.makeId(), "mine");
  assert.ok(ports.random() >= 0 && ports.random() < 1);
  assert.match(portsOf().makeId(), /^[\da-f-]{32,36}$/);
  assert.ok(Object.isFrozen(ports));
  ports.watchSurroundings(() => {})();
});
