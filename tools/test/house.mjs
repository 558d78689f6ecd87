// A small house in a temporary folder, for the tests of the checks: `house(t, { "packages/hub/src/a.ts": "…" })`.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** Writes the files, a plain manifest for every package among them that has none, and removes all after the test. */
export function house(t, files) {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "house-"));
  t.after(() => fs.rmSync(root, { recursive: true, force: true }));
  const names = new Set(Object.keys(files).flatMap((file) => file.match(/^packages\/([^/]+)/)?.[1] ?? []));
  const manifests = [...names].map((name) => [`packages/${name}/package.json`, manifest(name)]);
  for (const [file, text] of [...manifests, ...Object.entries(files)]) {
    fs.mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), text);
  }
  return root;
}

export function manifest(name, ...dependencies) {
  return JSON.stringify({
    name: `@madang/${name}`,
    dependencies: Object.fromEntries(dependencies.map((each) => [each, "1.0.0"])),
  });
}
