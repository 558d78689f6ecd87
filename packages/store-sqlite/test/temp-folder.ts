import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import type { Database } from "better-sqlite3";
import { openDatabase } from "../src/database.ts";

/** A folder that goes with the test. */
export function tempFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "madang-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A database in such a folder. */
export function tempDatabase(t: TestContext): Database {
  const db = openDatabase(tempFolder(t));
  t.after(() => db.close());
  return db;
}
