// npm start: sets up, then serves. Arguments go to the server: `npm start -- --port 9000`.
import module from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT, ready } from "./runtime.mjs";

await ready();
const { pageBuilt } = await import("./page.mjs");
if (!(await pageBuilt())) process.exit(1);
const main = path.join(ROOT, "packages/cli/src/main.ts");
// What was compiled once is not compiled again: the second start takes two thirds of the time.
module.enableCompileCache(path.join(ROOT, ".tools/compiled"));
process.argv = [process.execPath, main, "serve", ...process.argv.slice(2)];
await import(pathToFileURL(main).href);
