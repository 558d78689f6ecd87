// npm run format: what the formatter and the safe fixes of the linter can mend, and the tables of the docs.
import path from "node:path";
import { ROOT, ready, step } from "./runtime.mjs";

await ready();
process.chdir(ROOT);
const { writeTables } = await import("./tables.mjs");
await writeTables(ROOT);
const { code } = await step(process.execPath, [
  path.join("node_modules", "@biomejs/biome/bin/biome"),
  "check",
  "--write",
]);
process.exitCode = code;
