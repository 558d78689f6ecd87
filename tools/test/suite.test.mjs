import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { house } from "./house.mjs";

const SUITE = new URL("../suite.mjs", import.meta.url).href;

test("counts what passed, failed and was skipped; a file that breaks or holds no test has failed", (t) => {
  const root = house(t, {
    "mixed.test.mjs": `
      import { describe, test } from "node:test";
      describe("a group is no test", () => { test("passes", () => {}); });
      test("fails", () => { throw new Error("no"); });
      test.skip("is skipped", () => {});
      test.todo("is to do");`,
    "broken.test.mjs": "throw new Error('no');",
    "hollow.test.mjs": "",
  });
  const files = ["mixed", "broken", "hollow"].map((name) => path.join(root, `${name}.test.mjs`));
  assert.deepEqual(counts(root, files), { passed: 1, failed: 3, skipped: 2 });
});

// In a process of its own, because node:test does not run inside itself.
function counts(root, files) {
  const script = `
    import { suite } from ${JSON.stringify(SUITE)};
    const counts = await suite(${JSON.stringify(files)}, 1);
    console.log("\\n" + JSON.stringify(counts));`;
  fs.writeFileSync(path.join(root, "script.mjs"), script);
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { stdout } = spawnSync(process.execPath, [path.join(root, "script.mjs")], { env, encoding: "utf8" });
  return JSON.parse(stdout.trimEnd().split("\n").at(-1));
}
