import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Fuzzer } from "../fuzzer.ts";
import { TARGETS } from "../targets.ts";
import { Watchdog } from "../watchdog.ts";

/** A different one each day would make a failure somebody else's: `npm run fuzz` is for new seeds. */
const SEED = 20_260_101;
const MILLISECONDS = 600;

const watchdog = new Watchdog();
after(() => watchdog.close());

for (const make of TARGETS) {
  const target = make();
  test(`hostile input for ${target.name}: no throw, no hang, no growth, and the same in every cut`, async () => {
    const { findings, inputs } = await new Fuzzer(target, { seed: SEED, milliseconds: MILLISECONDS, watchdog }).run();
    assert.deepEqual(findings, []);
    assert.ok(inputs > 0);
  });
}
