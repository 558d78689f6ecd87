// npm test: sets up, then the checks, the unit tests and the end-to-end tests. The last line counts them all.
// `npm test -- packages/wire room.test` runs only the test files whose paths contain one of these words, and no checks.
import fs from "node:fs";
import path from "node:path";
import { ROOT, ready, step } from "./runtime.mjs";

await ready();
process.chdir(ROOT);
const { BROWSERS, PROXIES, programs } = await import("./programs.mjs");
const { pageBuilt } = await import("./page.mjs");
const { suite } = await import("./suite.mjs");

const filters = process.argv.slice(2).map((filter) => filter.replace(/^\.\//, ""));
const unit = testFiles("packages/*/test/**/*.test.ts", "tools/test/**/*.test.mjs");
const endToEnd = testFiles("e2e/**/*.test.ts");
const chaos = testFiles("chaos/test/**/*.test.ts", "fuzz/test/**/*.test.ts");
const total = { passed: 0, failed: 0, skipped: 0 };

if (endToEnd.length > 0) await programs([...BROWSERS, ...PROXIES]);
if (!(await pageBuilt())) total.failed += 1;
if (filters.length === 0) {
  const { code } = await step(process.execPath, [path.join(ROOT, "tools/check.mjs")]);
  count(code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 });
}
const executed =
  (await tests("unit tests", unit, true)) +
  (await tests("chaos and fuzz tests", chaos, 1)) +
  (await tests("end-to-end tests", endToEnd, 1));
if (executed === 0) {
  console.log(filters.length > 0 ? `No test ran for ${filters.join(" ")}.` : "No test ran.");
  total.failed += 1;
}
process.exitCode = total.failed > 0 ? 1 : 0;
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);

function testFiles(...patterns) {
  const files = fs.globSync(patterns).map((file) => file.split(path.sep).join("/"));
  return files.sort().filter((file) => filters.length === 0 || filters.some((filter) => file.includes(filter)));
}

/** Answers how many tests were executed, skipped ones left out. */
async function tests(title, files, concurrency) {
  if (files.length === 0) return 0;
  console.log(`\n── ${title}: ${files.length} files`);
  const counts = await suite(files, concurrency);
  count(counts);
  return counts.passed + counts.failed;
}

function count({ passed, failed, skipped }) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
}
