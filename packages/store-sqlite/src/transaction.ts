import type { Database, Statement } from "better-sqlite3";

/** Transactions on one connection, one at a time. */
export class Transaction {
  readonly #db: Database;
  readonly #begin: Statement;
  readonly #commit: Statement;
  readonly #rollback: Statement;

  constructor(db: Database) {
    this.#db = db;
    this.#begin = db.prepare("BEGIN IMMEDIATE");
    this.#commit = db.prepare("COMMIT");
    this.#rollback = db.prepare("ROLLBACK");
  }

  /** What `work` returned, when all that it wrote is durable. Rethrows; then nothing of it took effect. */
  run<Result>(work: () => Result): Result {
    this.#begin.run();
    try {
      const result = work();
      this.#commit.run();
      return result;
    } catch (error) {
      // SQLite has ended the transaction by itself after most failures of the disk, but not after all.
      if (this.#db.inTransaction) this.#rollback.run();
      throw error;
    }
  }
}
