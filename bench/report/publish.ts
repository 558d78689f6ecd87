import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const DOCS = join(import.meta.dirname, "..", "..", "docs");
/** Where figures stand, if no other page is named. */
const PAGE = "performance.md";
const END = "<!-- end -->";

/** Puts Markdown between the markers of a bench on a page of docs/. Throws when they are not there. */
export function publish(bench: string, markdown: string, name: string = PAGE): void {
  const file = join(DOCS, name);
  const page = readFileSync(file, "utf8");
  const start = `<!-- bench: ${bench} -->`;
  const from = page.indexOf(start);
  const to = page.indexOf(END, from);
  if (from < 0 || to < 0) throw new Error(`${file} has no ${start} … ${END}`);
  writeFileSync(file, `${page.slice(0, from + start.length)}\n\n${markdown}\n\n${page.slice(to)}`);
  process.stdout.write(`Published: ${file}, ${bench}\n`);
}

/** Writes an image into docs/images. */
export function publishImage(name: string, svg: string): void {
  const file = join(DOCS, "images", name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, svg);
  process.stdout.write(`Published: ${file}\n`);
}
