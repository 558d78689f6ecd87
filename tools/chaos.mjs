// npm run chaos -- --seconds 60 --seed 1: the real server under kills, cuts, a full disk and repeats (chaos/main.ts).
import path from "node:path";
import { ROOT, ready, run } from "./runtime.mjs";

await ready();
const main = path.join(ROOT, "chaos/main.ts");
process.exitCode = (await run(process.execPath, [main, ...process.argv.slice(2)])).code;
