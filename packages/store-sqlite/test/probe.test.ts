import assert from "node:assert/strict";
import { test } from "node:test";
import { Probe } from "../src/probe.ts";

test("a probe tries once a second until it goes through, and says so once", (t) => {
  t.mock.timers.enable({ apis: ["setInterval"] });
  let tries = 0;
  let recovered = 0;
  const probe = new Probe(
    () => {
      tries++;
      if (tries < 3) throw new Error("full");
    },
    () => recovered++,
  );
  probe.start();
  probe.start();
  t.mock.timers.tick(2_999);
  assert.deepEqual([tries, recovered], [2, 0]);
  t.mock.timers.tick(5_000);
  assert.deepEqual([tries, recovered], [3, 1]);
});

test("a stopped probe tries no more", (t) => {
  t.mock.timers.enable({ apis: ["setInterval"] });
  let tries = 0;
  const probe = new Probe(
    () => tries++,
    () => undefined,
  );
  probe.start();
  probe.stop();
  t.mock.timers.tick(5_000);
  assert.equal(tries, 0);
});
