// npm run bench: lists the benches; `npm run bench -- fanout …` runs bench/fanout.ts with the rest of the arguments.
import fs from "node:fs";
import path from "node:path";
import { ROOT, ready, run } from "./runtime.mjs";

await ready();
const folder = path.join(ROOT, "bench");
const [name, ...args] = process.argv.slice(2);
const names = fs.existsSync(folder)
  ? fs
      .readdirSync(folder)
      .flatMap((file) => (file.endsWith(".ts") && !file.endsWith(".d.ts") ? [file.slice(0, -3)] : []))
  : [];

if (name === undefined) {
  for (const each of names.sort()) console.log(`${each.padEnd(16)} ${purpose(path.join(folder, `${each}.ts`))}`);
  if (names.length === 0) console.log("There are no benches yet.");
} else if (names.includes(name)) {
  process.exitCode = (await run(process.execPath, [path.join(folder, `${name}.ts`), ...args])).code;
} else {
  console.error(`There is no bench "${name}". There are: ${names.join(", ") || "none"}.`);
  process.exitCode = 1;
}

/** The first line of the file's first doc comment. */
function purpose(file) {
  return fs.readFileSync(file, "utf8").match(/\/\*\*[\s*]*(.*?)\s*(?:\*\/|\n)/)?.[1] ?? "";
}
