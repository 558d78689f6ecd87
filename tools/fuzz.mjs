// npm run fuzz: hostile input against everything that reads, fuzz/main.ts; the arguments are its own.
import path from "node:path";
import { ROOT, ready, run } from "./runtime.mjs";

await ready();
process.exitCode = (await run(process.execPath, [path.join(ROOT, "fuzz/main.ts"), ...process.argv.slice(2)])).code;
