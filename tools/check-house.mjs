// The house rules that no linter knows: sizes, names, and a test for every source file and every port's adapter.
import fs from "node:fs";
import path from "node:path";
import { files, packages, parsed, read } from "./sources.mjs";

const MAX_LINES = 400;
const ATTIC = /(^|\/)(types|utils?|helpers?|common|constants|misc)(\.ts$|\/)/;
/** Source files without a test file of their own, and why. */
const UNTESTED = {
  "cli/src/main.ts": "only reads the command line; the end-to-end tests run it",
  "cli/src/commands.ts": "a table; the tests of the command line run it",
  "elements/src/chat/": "binds the DOM to models that have tests; the tests in browsers run it",
  "elements/src/page/": "binds the DOM to models that have tests; the tests in browsers run it",
  "elements/src/madang.ts": "defines the elements; the tests in browsers run it",
  "elements/src/page.ts": "defines the elements; the tests in browsers run it",
  "testkit/src/": "exams, fakes and a clock: the tests of what they examine run them",
  "wire/src/close-codes.ts": "a table",
  "wire/src/native/limits.ts": "a table",
  "wire/src/websocket/event.ts": "types, and one empty list",
  "wire/src/websocket/opcode.ts": "a table",
  "wire/src/websocket/peer-error.ts": "an error without behaviour",
  "wire/src/websocket/usage-error.ts": "an error without behaviour",
};

/** What is against the house rules at `root`, a line each. */
export function houseFaults(root, untested = UNTESTED) {
  return [
    ...packages(root).flatMap((each) => [...nameFaults(each), ...twinFaults(each, untested), ...examFaults(each)]),
    ...exceptionFaults(root, untested),
    ...lengthFaults(root),
  ];
}

/** How long the source files are: the house wants a median of at most 100 lines, nine of ten at most 250. */
export function lengths(root) {
  const all = files(root, "packages/*/src/**/*.ts").map((file) => lineCount(root, file));
  all.sort((a, b) => a - b);
  const at = (share) => all[Math.max(0, Math.ceil(all.length * share) - 1)] ?? 0;
  return { files: all.length, median: at(0.5), p90: at(0.9), longest: at(1) };
}

function lengthFaults(root) {
  const all = files(root, "packages/*/{src,test}/**/*.{ts,css,html}", "{tools,e2e,bench,examples}/**/*.{ts,mjs}");
  return all.flatMap((file) => {
    const lines = lineCount(root, file);
    return lines > MAX_LINES ? [`${file}: ${lines} lines, at most ${MAX_LINES}`] : [];
  });
}

function lineCount(root, file) {
  return read(root, file).trimEnd().split("\n").length;
}

function nameFaults({ name, folder }) {
  const attic = files(folder, "src/**/*.ts").filter((file) => ATTIC.test(file));
  return attic.map((file) => `packages/${name}/${file}: no attic; put each thing where its idea is, or name the idea`);
}

function twinFaults({ name, folder }, untested) {
  return files(folder, "src/**/*.ts").flatMap((file) => {
    const twin = file.replace(/^src\//, "test/").replace(/\.ts$/, ".test.ts");
    if (fs.existsSync(path.join(folder, twin)) || isExcepted(`${name}/${file}`, untested)) return [];
    return hasNothingToTest(folder, file) ? [] : [`packages/${name}/${file}: there is no packages/${name}/${twin}`];
  });
}

/** An exception that ends in a slash is for a whole folder. */
function isExcepted(file, untested) {
  return Object.keys(untested).some((name) => (name.endsWith("/") ? file.startsWith(name) : file === name));
}

/** True of declarations, of a port that is only types, and of an index that only gathers. */
function hasNothingToTest(folder, file) {
  if (file.endsWith(".d.ts")) return true;
  const gathers = path.basename(file) === "index.ts";
  return parsed(folder, file).program.body.every((node) => isOnlyType(node) || (gathers && isReexport(node)));
}

function isOnlyType(node) {
  if (node.type === "TSInterfaceDeclaration" || node.type === "TSTypeAliasDeclaration" || node.declare) return true;
  if (node.type === "ImportDeclaration") return true;
  if (node.type === "ExportNamedDeclaration" || node.type === "ExportAllDeclaration") {
    return node.declaration ? isOnlyType(node.declaration) : node.exportKind === "type";
  }
  return false;
}

function isReexport(node) {
  return node.type === "ExportAllDeclaration" || (node.type === "ExportNamedDeclaration" && node.source !== null);
}

function examFaults({ name, folder }) {
  if (!/^(store|broker)-/.test(name) || files(folder, "src/**/*.ts").length === 0) return [];
  const exam = "test/conformance.test.ts";
  return fs.existsSync(path.join(folder, exam))
    ? []
    : [`packages/${name}: an adapter takes its port's exam, in ${exam}`];
}

function exceptionFaults(root, untested) {
  const isStale = (file) => !fs.existsSync(path.join(root, "packages", file)) && isFilled(root, file.split("/")[0]);
  return Object.keys(untested)
    .filter(isStale)
    .map((file) => `${file}: listed as untested, but it is not there`);
}

function isFilled(root, name) {
  return files(root, `packages/${name}/src/**/*.ts`).length > 0;
}
