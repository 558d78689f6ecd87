import assert from "node:assert/strict";
import { test } from "node:test";
import { OptionProblem, readOptions } from "../options.ts";

test("what is not said is as usual; the seed is one that is made", () => {
  const { seconds, seed, transports, sabotage } = readOptions([], 42);
  assert.deepEqual(
    { seconds, seed, transports, sabotage },
    { seconds: 60, seed: 42, transports: [], sabotage: undefined },
  );
  assert.equal(readOptions(["--seed", "7", "--seconds=5"], 42).seed, 7);
});

test("a wrong option is named", () => {
  for (const args of [
    ["--seconds", "x"],
    ["--seed", "0"],
    ["--sabotage", "all"],
    ["--speed", "9"],
  ]) {
    assert.throws(
      () => readOptions(args, 1),
      (error) => error instanceof OptionProblem && error.message.includes("--"),
    );
  }
});
