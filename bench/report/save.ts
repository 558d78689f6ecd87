import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Writes a bench's results where they were asked for; an empty path means nowhere. */
export function save(file: string, results: object): void {
  if (file === "") return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(results, undefined, 2)}\n`);
  process.stdout.write(`\nAll runs: ${file}\n`);
}
