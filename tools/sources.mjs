// The packages of a house as the checks read them: manifests, files, imports and syntax trees.
import fs from "node:fs";
import path from "node:path";
import { parseSync } from "oxc-parser";

/** The packages under `root`: { name, folder, manifest }, by name. */
export function packages(root) {
  const manifests = fs.globSync("packages/*/package.json", { cwd: root }).sort();
  return manifests.map((file) => {
    const folder = path.join(root, path.dirname(file));
    return {
      name: path.basename(folder),
      folder,
      manifest: JSON.parse(fs.readFileSync(path.join(root, file), "utf8")),
    };
  });
}

/** The files under `folder` that match, as paths from `folder` with forward slashes, by name. */
export function files(folder, ...patterns) {
  const found = fs.globSync(patterns, { cwd: folder }).map((file) => file.split(path.sep).join("/"));
  return found.filter((file) => !file.includes("node_modules/")).sort();
}

export function read(folder, file) {
  return fs.readFileSync(path.join(folder, file), "utf8");
}

/** The syntax tree, and every module that the file names: imports, re-exports, `import()`, types included. */
export function parsed(folder, file) {
  const text = read(folder, file);
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${path.join(folder, file)}: ${errors[0].message}`);
  const specifiers = new Set();
  visit(program, (node) => {
    const source = node.source ?? (node.type === "TSExternalModuleReference" ? node.expression : undefined);
    if (typeof source?.value === "string") specifiers.add(source.value);
  });
  return { program, specifiers: [...specifiers], lineOf: (node) => text.slice(0, node.start).split("\n").length };
}

/** Calls `seen(node, parent)` for every node of the tree. */
export function visit(node, seen, parent) {
  seen(node, parent);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child?.type === "string") visit(child, seen, node);
    }
  }
}
