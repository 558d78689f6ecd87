import { formatRetention, parseRetention, type RoomRecord, type RoomSettings } from "@madang/hub";
import type { Database, Statement } from "better-sqlite3";
import { fromColumn, toColumn } from "./text-column.ts";

interface Row {
  readonly name: string | Uint8Array;
  readonly retention: string;
  readonly relay: number;
}

/** Which rooms there are. */
export class RoomTable {
  readonly #find: Statement<[string | Uint8Array], Row>;
  readonly #all: Statement<[], Row>;
  readonly #insert: Statement<[string | Uint8Array, string, number]>;
  readonly #update: Statement<[string, number, string | Uint8Array]>;

  constructor(db: Database) {
    this.#find = db.prepare("SELECT name, retention, relay FROM rooms WHERE name = ?");
    // The bytes of UTF-8 sort as the code points do.
    this.#all = db.prepare("SELECT name, retention, relay FROM rooms ORDER BY name");
    this.#insert = db.prepare("INSERT INTO rooms (name, retention, relay) VALUES (?, ?, ?) ON CONFLICT DO NOTHING");
    this.#update = db.prepare("UPDATE rooms SET retention = ?, relay = ? WHERE name = ?");
  }

  find(name: string): RoomRecord | undefined {
    const row = this.#find.get(toColumn(name));
    return row === undefined ? undefined : recordOf(row);
  }

  all(): RoomRecord[] {
    return this.#all.all().map(recordOf);
  }

  /** Throws `RangeError` for a retention that nobody could read back. */
  put(name: string, settings: RoomSettings): "made" | "changed" {
    const retention = formatRetention(settings.retention);
    if (parseRetention(retention) === undefined) throw new RangeError(`no retention: ${retention}`);
    const relay = settings.relay === false ? 0 : 1;
    if (this.#insert.run(toColumn(name), retention, relay).changes === 1) return "made";
    this.#update.run(retention, relay, toColumn(name));
    return "changed";
  }
}

function recordOf({ name, retention, relay }: Row): RoomRecord {
  const parsed = parseRetention(retention);
  if (parsed === undefined) throw new Error(`the room ${fromColumn(name)} has a retention nobody knows: ${retention}`);
  return { name: fromColumn(name), retention: parsed, ...(relay === 0 ? { relay: false } : {}) };
}
