import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** `fuzz/corpus/{target}/`: inputs that every run begins with. Those that failed once are saved there. */
const FOLDER = fileURLToPath(new URL("corpus/", import.meta.url));

export function corpusOf(target: string): Uint8Array[] {
  const folder = `${FOLDER}${target}`;
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((file) => new Uint8Array(readFileSync(`${folder}/${file}`)));
}

/** Answers the file. */
export function keep(target: string, input: Uint8Array): string {
  const folder = `${FOLDER}${target}`;
  mkdirSync(folder, { recursive: true });
  const file = `${folder}/found-${createHash("sha256").update(input).digest("hex").slice(0, 12)}`;
  writeFileSync(file, input);
  return file;
}
