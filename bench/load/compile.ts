import { spawnSync } from "node:child_process";
import { globSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";

const SOURCES = import.meta.dirname;
const LIMIT = join(SOURCES, "..", "limit.c");
/** Ignored by git. */
const OUT = join(SOURCES, "..", "out");

/** Where a program is, or why there is none. */
export type Compiled = { readonly program: string } | { readonly missing: string };

/** The load's program, compiled if its sources are newer. */
export function compileLoad(): Compiled {
  if (process.platform !== "linux") return { missing: "the load needs epoll and /proc, which are Linux" };
  return compile(
    "load",
    globSync("*.{c,h}", { cwd: SOURCES }).map((file) => join(SOURCES, file)),
  );
}

/** The C loop that shows what the kernel alone allows, with the same compiler and the same options. */
export function compileLimit(): Compiled {
  return compile("limit", [LIMIT]);
}

function compile(name: string, files: readonly string[]): Compiled {
  const program = join(OUT, name);
  if (files.every((file) => changed(file) < changed(program))) return { program };
  mkdirSync(OUT, { recursive: true });
  const sources = files.filter((file) => file.endsWith(".c"));
  const args = ["-O2", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-o", program, ...sources];
  const { status, error, stderr } = spawnSync("cc", args, { encoding: "utf8" });
  if (error !== undefined) return { missing: `there is no C compiler (cc) for the ${name}, which is in C` };
  return status === 0 ? { program } : { missing: `the ${name} did not compile:\n${stderr}` };
}

function changed(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
