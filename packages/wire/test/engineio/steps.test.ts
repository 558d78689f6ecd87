import assert from "node:assert/strict";
import { test } from "node:test";
import { UNKNOWN_SID } from "../../src/engineio/index.ts";
import { Steps } from "../../src/engineio/steps.ts";

test("steps are taken once, in order; what is not there is no step", () => {
  const steps = new Steps<string, string>();
  steps.add(undefined);
  steps.end(undefined);
  steps.end("ws");
  steps.refuse("get", UNKNOWN_SID);
  assert.deepEqual(steps.take(), [
    { kind: "end", to: "ws" },
    { kind: "refuse", to: "get", error: UNKNOWN_SID },
  ]);
  assert.deepEqual(steps.take(), []);
});
