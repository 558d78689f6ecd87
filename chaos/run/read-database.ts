import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { LogLine } from "../judge/log-line.ts";

const FILE = "madang.db";
const QUERY = `SELECT "offset", entries.id AS id, entries.name AS author, content AS text, "entries"."check" AS mark, epoch
  FROM entries JOIN logs ON logs.id = entries.log WHERE logs.name = ? ORDER BY "offset"`;

/** A room's log straight from the database of a server that has stopped, line by line. */
export function* readDatabase(folder: string, room: string): Generator<LogLine> {
  const db = new DatabaseSync(join(folder, FILE), { readOnly: true });
  try {
    for (const { offset, id, author, text, mark, epoch } of db.prepare(QUERY).iterate(room)) {
      const place = Number(offset);
      const position = `${epoch}_${base36(place, 11)}_${base36(Number(mark) >>> 0, 7)}`;
      yield { offset: place, position, id: String(id), author: String(author), text: String(text) };
    }
  } finally {
    db.close();
  }
}

function base36(value: number, digits: number): string {
  return value.toString(36).padStart(digits, "0");
}
