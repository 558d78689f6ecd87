import assert from "node:assert/strict";
import { test } from "node:test";
import { help, OptionProblem, readOptions } from "../options.ts";

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
    ["--kill-every", "0"],
    ["--speed", "9"],
  ]) {
    assert.throws(
      () => readOptions(args, 1),
      (error) => error instanceof OptionProblem && error.message.includes("--"),
    );
  }
});

test("help names every option", () => {
  const options = Object.keys(readOptions([], 42)).map((name) =>
    name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
  );
  for (const option of options) assert.match(help(), new RegExp(`^  --${option} `, "m"));
});
