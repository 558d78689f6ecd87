import { statSync, truncateSync } from "node:fs";
import type { Database, Statement } from "better-sqlite3";

/**
 * 1,000 frames of 4 KiB, 4 MiB, SQLite's own measure: where the WAL is written back, which takes some 10 ms and which
 * only the next group waits for. With 4,000 no more was acknowledged a second, and each wait was longer.
 */
const CHECKPOINT_FRAMES = 1_000;
/** Bytes before the first frame, and before the page in each (the format of SQLite's WAL, sections 4.1 and 4.2). */
const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;

/** The write-ahead log of one database: how long it grows, and what must not stay in it. */
export class Wal {
  readonly #db: Database;
  readonly #path: string;
  readonly #state: Statement<[], [busy: number, frames: number, written: number]>;
  #due = CHECKPOINT_FRAMES;
  #mustEmpty = false;

  constructor(db: Database) {
    this.#db = db;
    this.#path = `${db.name}-wal`;
    this.#state = db.prepare<[], [number, number, number]>("PRAGMA wal_checkpoint(NOOP)").raw();
  }

  /** Writes back what the WAL holds when it has grown long. Never throws: what cannot be written back now stays in it. */
  tend(): void {
    const frames = this.#frames();
    if (frames < this.#due) {
      // Shorter than one round ago: it was written back and begun anew.
      if (frames < CHECKPOINT_FRAMES) this.#due = CHECKPOINT_FRAMES;
      return;
    }
    if (this.#mustEmpty) this.empty();
    else this.#checkpoint("PASSIVE");
    this.#due = frames + CHECKPOINT_FRAMES;
  }

  /** Writes everything back and cuts the file to nothing; what cannot be done now is made up for by `tend`. */
  empty(): void {
    this.#mustEmpty = !this.#checkpoint("TRUNCATE");
  }

  /**
   * Takes the frames of a refused transaction out of the file. When the fsync of a commit fails, its frames are whole
   * in the WAL, with their commit mark. This connection never reads them, but whoever opens the database next would
   * take them for committed. Not to be had on a disk that fails at this too; then the next commit overwrites them.
   */
  scrub(): void {
    const before = this.#dataVersion();
    const kept = HEADER_BYTES + this.#frames() * (this.#pageBytes() + FRAME_HEADER_BYTES);
    // The write lock, and a proof that nobody else committed before we had it: else we might cut off their frames.
    this.#db.exec("BEGIN IMMEDIATE");
    try {
      if (this.#dataVersion() === before && statSync(this.#path).size > kept) truncateSync(this.#path, kept);
    } finally {
      this.#db.exec("ROLLBACK");
    }
  }

  #checkpoint(mode: "PASSIVE" | "TRUNCATE"): boolean {
    try {
      const [state] = this.#db.prepare<[], [number]>(`PRAGMA wal_checkpoint(${mode})`).raw().all();
      return state?.[0] === 0;
    } catch {
      // A full or failing disk. Commits find that out for themselves; the next round tries again.
      return false;
    }
  }

  #frames(): number {
    return this.#state.get()?.[1] ?? 0;
  }

  #dataVersion(): number {
    return Number(this.#db.pragma("data_version", { simple: true }));
  }

  #pageBytes(): number {
    return Number(this.#db.pragma("page_size", { simple: true }));
  }
}
