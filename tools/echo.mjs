// npm run echo: sets up, then serves a bare echo of the engine for conformance suites:
// `npm run echo -- --port 9001 --h2c-port 9002`.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT, ready } from "./runtime.mjs";

await ready();
const main = path.join(ROOT, "packages/cli/src/main.ts");
process.argv = [process.execPath, main, "echo", ...process.argv.slice(2)];
await import(pathToFileURL(main).href);
