// The page's bundle: made when there is none, or when a source of it is newer.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT, step } from "./runtime.mjs";

const SOURCES = ["packages/elements/src", "packages/client/src", "packages/wire/src", "packages/elements/build.ts"];
const BUILT = ["page.html", "page.js", "page.css", "madang.js", "favicon.svg", "sockjs.min.js"];

/** Call it after `ready`. False: it could not be built, and what was wrong has been printed. */
export async function pageBuilt() {
  const dist = path.join(ROOT, "packages/elements/dist");
  const made = Math.min(...BUILT.map((file) => changedAt(path.join(dist, file))));
  if (made > Math.max(...SOURCES.map((source) => newest(path.join(ROOT, source))))) return true;
  console.log("Building the page …");
  const { code } = await step(process.execPath, [path.join(ROOT, "packages/elements/build.ts")]);
  return code === 0;
}

function changedAt(file) {
  return fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function newest(source) {
  if (!fs.statSync(source, { throwIfNoEntry: false })?.isDirectory()) return changedAt(source);
  const files = fs.readdirSync(source, { recursive: true }).map((file) => path.join(source, file));
  return Math.max(changedAt(source), ...files.map(changedAt));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { ready } = await import("./runtime.mjs");
  await ready();
  process.exitCode = (await pageBuilt()) ? 0 : 1;
}
