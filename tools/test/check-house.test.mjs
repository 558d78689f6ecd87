import assert from "node:assert/strict";
import { test } from "node:test";
import { houseFaults, lengths } from "../check-house.mjs";
import { house } from "./house.mjs";

const GOOD = {
  "packages/hub/src/index.ts": `export { a } from "./deep/a.ts"; export * from "./port.ts";`,
  "packages/hub/src/deep/a.ts": "export const a = 1;",
  "packages/hub/test/deep/a.test.ts": "",
  "packages/hub/src/port.ts": `import type { A } from "./a.ts"; export interface Port { a: A } export type B = 1;`,
  "packages/hub/src/ambient.d.ts": "declare const a: 1;",
  "packages/store-sqlite/src/index.ts": "export type A = 1;",
  "packages/store-sqlite/test/conformance.test.ts": "",
};

/** Each seeded fault: what it is, the files that make it, and what the check must say. */
const FAULTS = [
  [
    "a file without its test",
    { "packages/hub/src/b.ts": "export const b = 1;" },
    /no packages\/hub\/test\/b\.test\.ts/,
  ],
  [
    "an index that does more than gather",
    { "packages/hub/src/index.ts": "export const a = 1;" },
    /test\/index\.test\.ts/,
  ],
  [
    "a port with code in it",
    { "packages/hub/src/port.ts": "export interface A {} export class B {}" },
    /test\/port\.test\.ts/,
  ],
  ["an attic file", { "packages/hub/src/deep/types.ts": "export type A = 1;" }, /no attic/],
  ["an attic folder", { "packages/hub/src/helpers/mask.ts": "export type A = 1;" }, /no attic/],
  [
    "an adapter without its exam",
    { "packages/broker-nats/src/index.ts": "export type A = 1;" },
    /takes its port's exam/,
  ],
  [
    "a source file that is too long",
    { "packages/hub/src/port.ts": "type A = 1;\n".repeat(401) },
    /401 lines, at most 400/,
  ],
  ["a test file that is too long", { "e2e/chat.test.ts": `${"\n".repeat(400)}a;` }, /401 lines, at most 400/],
  ["an exception for a file that is gone", { "packages/cli/src/a.ts": "type A = 1;" }, /main\.ts: listed as untested/],
];

const UNTESTED = { "cli/src/main.ts": "only reads the command line", "testkit/src/": "a folder of exams" };

test("a house that keeps its rules has no faults", (t) => {
  assert.deepEqual(houseFaults(house(t, GOOD)), []);
});

test("a listed exception needs no test", (t) => {
  assert.deepEqual(houseFaults(house(t, { "packages/cli/src/main.ts": "run();" }), UNTESTED), []);
});

for (const [what, files, complaint] of FAULTS) {
  test(`seeded fault: ${what}`, (t) => {
    const faults = houseFaults(house(t, { ...GOOD, ...files }), UNTESTED);
    assert.equal(faults.length, 1, faults.join("\n"));
    assert.match(faults[0], complaint);
  });
}

test("an exception may be for a folder", (t) => {
  assert.deepEqual(houseFaults(house(t, { "packages/testkit/src/exam.ts": "run();" }), UNTESTED), []);
});

test("lengths are of the source files", (t) => {
  const root = house(t, {
    "packages/hub/src/a.ts": "a\nb\nc\n",
    "packages/hub/src/b.ts": "a",
    "packages/hub/test/a.test.ts": "a\nb",
  });
  assert.deepEqual(lengths(root), { files: 2, median: 1, p90: 3, longest: 3 });
});
