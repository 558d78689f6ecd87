// npm run check: every check, each with its name and time; all run even when one fails. `npm run check -- floors` runs
// only the checks whose names contain one of these words.
import fs from "node:fs";
import path from "node:path";
import { ROOT, ready, step } from "./runtime.mjs";

await ready();
process.chdir(ROOT);
const { floorFaults } = await import("./check-floors.mjs");
const { houseFaults, lengths } = await import("./check-house.mjs");
const { sizeFaults } = await import("./check-sizes.mjs");
const { tableFaults } = await import("./tables.mjs");

const words = process.argv.slice(2);
const chosen = checks().filter(([name]) => words.length === 0 || words.some((word) => name.includes(word)));
let failed = chosen.length === 0 ? 1 : 0;
if (failed) console.log(`There is no check with ${words.join(" or ")} in its name.`);
for (const [name, check] of chosen) {
  const start = performance.now();
  const complaint = (await check()).trimEnd();
  console.log(`${complaint ? "✖" : "✔"} ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  if (complaint) console.log(complaint.replace(/^/gm, "    "));
  if (complaint) failed += 1;
}
process.exitCode = failed > 0 ? 1 : 0;

/** A check is [name, function]; the function answers its complaint, and nothing when all is well. */
function checks() {
  const { median, p90, longest } = lengths(ROOT);
  return [
    ...packagesWithSource().map((name) => [`types of ${name}`, tsc(`packages/${name}`)]),
    ...(hasTests() ? [["types of the tests", tsc("tsconfig.test.json")]] : []),
    [
      "biome: format and lint",
      tool("@biomejs/biome/bin/biome", "check", "--error-on-warnings", "--max-diagnostics=30"),
    ],
    // The folders have to be named: without them oxlint walks node_modules.
    [
      "oxlint: promises",
      tool(
        "oxlint/bin/oxlint",
        "--type-aware",
        "--deny-warnings",
        ...folders("packages", "e2e", "bench", "chaos", "fuzz"),
      ),
    ],
    ["floors: directions and purity", async () => floorFaults(ROOT).join("\n")],
    [
      `house: names, tests, sizes (lines: median ${median}, p90 ${p90}, longest ${longest})`,
      async () => houseFaults(ROOT).join("\n"),
    ],
    ["docs: tables", () => tableFaults(ROOT)],
    ["sizes: what a browser loads", () => sizeFaults(ROOT)],
    ["knip: dead code", tool("knip/bin/knip.js", "--no-progress", "--no-config-hints", ...knipScope())],
  ];
}

function tsc(project) {
  return tool("typescript/bin/tsc", "-p", project);
}

function tool(script, ...args) {
  return async () => {
    const stdio = ["ignore", "pipe", "pipe"];
    const { code, output } = await step(process.execPath, [path.join("node_modules", script), ...args], { stdio });
    return code === 0 ? "" : output || `${script} ended with exit code ${code}`;
  };
}

function packagesWithSource() {
  const names = fs.readdirSync("packages").sort();
  return names.filter((name) => fs.globSync(`packages/${name}/src/**/*.ts`).length > 0);
}

/** While a package is still empty, what it and the root will need looks unused: then only the others are looked at. */
function knipScope() {
  const filled = packagesWithSource();
  if (filled.length === fs.readdirSync("packages").length) return [];
  return filled.flatMap((name) => ["--workspace", `packages/${name}`]);
}

function folders(...names) {
  return names.filter((name) => fs.existsSync(name));
}

function hasTests() {
  return fs.globSync(["packages/*/test/**/*.ts", "e2e/**/*.ts", "bench/**/*.ts"]).length > 0;
}
