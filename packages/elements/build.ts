/** Makes `dist` for the server: the page, the script for other sites, and how large they are. `node build.ts` */
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { type BuildOptions, build, type Metafile, type Plugin, transform } from "esbuild";

const HERE = import.meta.dirname;
const DIST = path.join(HERE, "dist");
/** Bytes, gzipped. */
const BUDGETS: Readonly<Record<string, number>> = { "page.js": 40_000, "madang.js": 35_000 };
const TARGET = ["es2022", "chrome123", "firefox120", "safari17.5"];

/** `import { sheet } from "./x.css"` gives a sheet that shadow roots adopt. */
const sheets: Plugin = {
  name: "sheets",
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.css$/ }, async ({ path: file }) => {
      const css = await minifiedCss(file);
      const contents = `export const sheet = new CSSStyleSheet(); sheet.replaceSync(${JSON.stringify(css)});`;
      return { contents, loader: "js" };
    }),
};

/** How the elements are bundled, here and for the tests and pictures; what is loaded when needed is a file of its own. */
export function bundling(entryPoints: Readonly<Record<string, string>>): BuildOptions {
  return {
    entryPoints: { ...entryPoints },
    bundle: true,
    format: "esm",
    // Modules are UTF-8 wherever they come from: a Hangul letter needs no six bytes of escape.
    charset: "utf8",
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    minify: true,
    target: TARGET,
    conditions: ["production"],
    legalComments: "none",
    plugins: [sheets],
    logLevel: "warning",
  };
}

/** How many bytes a module is, gzipped: what is loaded with it at first, and all of it. */
export async function sizesOf(entry: string): Promise<{ readonly first: number; readonly all: number }> {
  const made = await build({ ...bundling({ entry }), write: false, outdir: "/", metafile: true });
  const sizes = new Map(
    made.outputFiles.map(({ path: file, contents }) => [file, gzipSync(contents, { level: 9 }).length]),
  );
  // The bundler names its outputs from where it runs.
  const outputs = Object.keys(made.metafile.outputs);
  const first = firstLoaded(made.metafile.outputs, outputs.find((file) => path.basename(file) === "entry.js") ?? "");
  const sum = (files: Iterable<string>): number =>
    [...files].reduce((all, file) => all + (sizes.get(path.resolve(file)) ?? 0), 0);
  return { first: sum(first), all: [...sizes.values()].reduce((all, size) => all + size, 0) };
}

/** A file and those that it names in its import statements, and so on. */
function firstLoaded(outputs: Metafile["outputs"], file: string, known = new Set<string>()): Set<string> {
  if (known.has(file)) return known;
  known.add(file);
  for (const { path: other, kind } of outputs[file]?.imports ?? []) {
    if (kind === "import-statement") firstLoaded(outputs, other, known);
  }
  return known;
}

async function minifiedCss(file: string): Promise<string> {
  const { code } = await transform(await readFile(file, "utf8"), { loader: "css", minify: true, target: TARGET });
  return code.trim();
}

async function make(): Promise<boolean> {
  const started = performance.now();
  const source = (name: string) => path.join(HERE, "src", name);
  await rm(DIST, { recursive: true, force: true });
  await mkdir(DIST);
  await Promise.all([
    // Each by itself: together they would have a file in common, which would come a turn later than the page.
    build({ ...bundling({ page: source("page.ts") }), outdir: DIST }),
    build({ ...bundling({ madang: source("madang.ts") }), outdir: DIST }),
    minifiedCss(source("page/document.css")).then((css) => writeFile(path.join(DIST, "page.css"), css)),
    cp(source("page/page.html"), path.join(DIST, "page.html")),
    cp(source("page/favicon.svg"), path.join(DIST, "favicon.svg")),
    // What SockJS's page for frames loads; as it is, for people who have no other client than that.
    cp(fileURLToPath(import.meta.resolve("sockjs-client/dist/sockjs.min.js")), path.join(DIST, "sockjs.min.js")),
  ]);
  let fits = true;
  for (const [name, budget] of Object.entries(BUDGETS)) {
    const bytes = await readFile(path.join(DIST, name));
    await compress(name, bytes);
    const { first: size } = await sizesOf(source(name.replace(/\.js$/, ".ts")));
    fits &&= size <= budget;
    console.log(
      `${name.padEnd(10)} ${kb(bytes.length)}, gzip ${kb(size)} of ${kb(budget)}${size > budget ? " TOO LARGE" : ""}`,
    );
  }
  for (const name of await readdir(path.join(DIST, "chunks"))) {
    const file = path.join("chunks", name);
    const bytes = await readFile(path.join(DIST, file));
    console.log(`${file} ${kb(bytes.length)}, gzip ${kb(await compress(file, bytes))}, when needed`);
  }
  console.log(`built in ${((performance.now() - started) / 1000).toFixed(2)} s`);
  return fits;
}

/** Lays smaller spellings beside a file; answers the size of the gzipped one. */
async function compress(name: string, bytes: Buffer): Promise<number> {
  const zipped = gzipSync(bytes, { level: 9 });
  await writeFile(path.join(DIST, `${name}.gz`), zipped);
  await writeFile(path.join(DIST, `${name}.br`), brotliCompressSync(bytes));
  return zipped.length;
}

function kb(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

if (import.meta.main) process.exitCode = (await make()) ? 0 : 1;
