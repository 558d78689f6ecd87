import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openSqliteStore } from "@madang/store-sqlite";
import { tempFolder } from "./temp-folder.ts";

test("a second store on the folder is refused, until the first is closed", async (t) => {
  const folder = tempFolder(t);
  const first = await openSqliteStore({ folder });
  const message = `the data folder ${folder} is in use by another Madang server`;
  await assert.rejects(openSqliteStore({ folder }), { name: "StoreOpenError", message });
  await first.close();
  await (await openSqliteStore({ folder })).close();
});

test("a folder that was refused is not left locked", async (t) => {
  const folder = tempFolder(t);
  writeFileSync(join(folder, "madang.db"), "no database at all, but long enough to have been one".repeat(100));
  for (let time = 0; time < 2; time++) {
    await assert.rejects(openSqliteStore({ folder }), {
      name: "StoreOpenError",
      message: /the file is not a database/,
    });
  }
});
