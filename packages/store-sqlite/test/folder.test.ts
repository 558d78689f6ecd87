import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { prepareFolder } from "../src/folder.ts";
import { tempFolder } from "./temp-folder.ts";

test("the folder is made, with those above it, for its owner alone", (t) => {
  const folder = join(tempFolder(t), "a", "data");
  prepareFolder(folder);
  assert.equal(statSync(folder).mode & 0o777, 0o700);
  prepareFolder(folder);
});

test("a file in the way is named, and why", (t) => {
  const file = join(tempFolder(t), "file");
  writeFileSync(file, "");
  const refused = (folder: string, reason: string): void =>
    assert.throws(() => prepareFolder(folder), {
      name: "StoreOpenError",
      message: `the data folder ${folder} cannot be used: ${reason}`,
    });
  refused(file, "it is not a folder (EEXIST)");
  refused(join(file, "data"), "a part of the path is not a folder (ENOTDIR)");
});

test("a folder that one may not write to is named, and why", (t) => {
  const folder = tempFolder(t);
  chmodSync(folder, 0o555);
  // Root may write anywhere: somebody else has to try.
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const script = `import { prepareFolder } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, "../src/folder.ts")))};
    try { prepareFolder(${JSON.stringify(folder)}) } catch (error) { console.log(error.message) }`;
  const { stdout, error } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
    ...nobody,
    encoding: "utf8",
  });
  if (error !== undefined || stdout === "") return t.skip("nobody else can run Node here");
  assert.equal(stdout, `the data folder ${folder} cannot be used: permission denied (EACCES)\n`);
});
