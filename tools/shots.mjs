// npm run shots: writes the pictures of the READMEs, of the page as it is now.
import path from "node:path";
import { ROOT, ready, run } from "./runtime.mjs";

await ready();
const { BROWSERS, programs } = await import("./programs.mjs");
const { pageBuilt } = await import("./page.mjs");
await programs(BROWSERS);
const built = await pageBuilt();
process.exitCode = built ? (await run(process.execPath, [path.join(ROOT, "e2e/shots.ts")])).code : 1;
