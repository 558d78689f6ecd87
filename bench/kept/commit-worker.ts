/** The disk's side of the bare loop: one transaction a batch, answered when it is durable. */
import { parentPort, workerData } from "node:worker_threads";
import Database from "better-sqlite3";
import type { Row } from "./commit-loop.ts";

const db = new Database(String(workerData));
db.pragma("journal_mode = WAL");
db.pragma("synchronous = FULL");
db.exec(`CREATE TABLE entries (
  "offset" INTEGER PRIMARY KEY, room TEXT NOT NULL, author TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL,
  UNIQUE (room, author, id))`);
const insert = db.prepare<Row>("INSERT INTO entries (room, author, id, body) VALUES ('bench', ?, ?, ?)");
const commit = db.transaction((rows: readonly Row[]) => {
  for (const row of rows) insert.run(...row);
});

parentPort?.on("message", (rows: readonly Row[]) => {
  commit(rows);
  parentPort?.postMessage(rows.length);
});
parentPort?.once("close", () => db.close());
