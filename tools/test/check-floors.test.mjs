import assert from "node:assert/strict";
import { test } from "node:test";
import { floorFaults } from "../check-floors.mjs";
import { house, manifest } from "./house.mjs";

const GOOD = {
  "packages/wire/src/index.ts": "export type A = 1;",
  "packages/hub/src/index.ts": "// process, Date.now() and setTimeout in a comment\nexport const a = 'console';",
  "packages/gateways/package.json": manifest("gateways", "@madang/wire", "@madang/hub"),
  "packages/gateways/src/index.ts": `import type { A } from "@madang/wire"; import { a } from "@madang/hub";`,
  "packages/store-sqlite/package.json": manifest("store-sqlite", "@madang/hub", "better-sqlite3"),
  "packages/store-sqlite/src/index.ts": `import "node:fs"; import "better-sqlite3"; export * from "@madang/hub";`,
};

/** Each seeded fault: what it is, the files that make it, and what the check must say. */
const FAULTS = [
  ["an arrow up", { "packages/wire/src/a.ts": `import { a } from "@madang/hub";` }, /wire may not import hub/],
  [
    "a type import up",
    { "packages/hub/src/a.ts": `import type { A } from "@madang/wire";` },
    /hub may not import wire/,
  ],
  ["import() in a type", { "packages/hub/src/a.ts": `let a: import("@madang/wire").A;` }, /hub may not import wire/],
  ["import()", { "packages/hub/src/a.ts": `await import("@madang/wire");` }, /hub may not import wire/],
  ["a re-export", { "packages/hub/src/a.ts": `export * from "@madang/wire";` }, /hub may not import wire/],
  [
    "an arrow up in a manifest",
    { "packages/hub/package.json": manifest("hub", "@madang/wire") },
    /hub may not depend on wire/,
  ],
  [
    "the testkit in a source",
    { "packages/gateways/src/a.ts": `import "@madang/testkit";`, "packages/testkit/src/a.ts": "" },
    /may not import testkit/,
  ],
  [
    "an undeclared sibling's vendor",
    { "packages/store-sqlite/src/a.ts": `import "pg";` },
    /"pg" is not among the dependencies/,
  ],
  [
    "two vendors",
    { "packages/store-sqlite/package.json": manifest("store-sqlite", "@madang/hub", "better-sqlite3", "pg") },
    /one vendor an adapter/,
  ],
  [
    "a vendor in a pure package",
    { "packages/wire/package.json": manifest("wire", "pako") },
    /wire has no runtime dependency/,
  ],
  [
    "an import that leaves its package",
    { "packages/hub/src/a.ts": `import "../../wire/src/index.ts";` },
    /leaves the src folder/,
  ],
  ["a package without a floor", { "packages/attic/src/a.ts": "" }, /attic has no floor/],
  ["Node in a pure package", { "packages/wire/src/a.ts": `import "node:zlib";` }, /"node:zlib" is Node's/],
  ["Date.now", { "packages/hub/src/a.ts": "\nDate.now();" }, /a\.ts: line 2: Date\.now is taken/],
  ["new Date", { "packages/hub/src/a.ts": "new Date();" }, /new Date is taken/],
  ["Math.random", { "packages/wire/src/a.ts": "const a = [Math.random()];" }, /Math\.random is taken/],
  ["a timer", { "packages/gateways/src/a.ts": "setTimeout(() => {}, 1);" }, /setTimeout is taken/],
  ["performance", { "packages/hub/src/a.ts": "performance.now();" }, /performance is taken/],
  ["crypto", { "packages/hub/src/a.ts": "const f = { crypto };" }, /crypto is taken/],
  ["console", { "packages/hub/src/a.ts": "console.log(1);" }, /console is taken/],
  ["process", { "packages/hub/src/a.ts": "const a = process.env;" }, /process is taken/],
];

test("a house that keeps to its floors has no faults", (t) => {
  assert.deepEqual(floorFaults(house(t, GOOD)), []);
});

test("names that are only keys are nobody's host", (t) => {
  const source = "export interface Host { crypto: 1; setTimeout(): void }\nhost.crypto; host.process();";
  assert.deepEqual(floorFaults(house(t, { "packages/hub/src/a.ts": source })), []);
});

for (const [what, files, complaint] of FAULTS) {
  test(`seeded fault: ${what}`, (t) => {
    const faults = floorFaults(house(t, { ...GOOD, ...files }));
    assert.equal(faults.length, 1, faults.join("\n"));
    assert.match(faults[0], complaint);
  });
}
