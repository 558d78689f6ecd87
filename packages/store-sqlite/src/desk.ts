import type { Database } from "better-sqlite3";
import type { Failure, Group, Read, Report, Write } from "./call.ts";
import { diskTrouble } from "./cause.ts";
import { CELLS_PER_DRAFT, type Cell } from "./cells.ts";
import type { Ledger } from "./ledger.ts";
import { Probe } from "./probe.ts";
import { versionOf } from "./schema.ts";
import { Transaction } from "./transaction.ts";
import { Wal } from "./wal.ts";

/** One write and where its drafts begin among the cells. */
interface Placed {
  readonly call: Write;
  readonly from: number;
}

/**
 * Serves groups: the reads first, so that they wait for one transaction at most; then all writes in one transaction,
 * answered when it is durable. What the disk refuses it refuses for the whole group.
 */
export class Desk {
  readonly #db: Database;
  readonly #ledger: Ledger;
  readonly #report: (report: Report) => void;
  readonly #transaction: Transaction;
  readonly #wal: Wal;
  readonly #probe: Probe;
  #refusing: string | undefined;

  constructor(db: Database, ledger: Ledger, report: (report: Report) => void) {
    this.#db = db;
    this.#ledger = ledger;
    this.#report = report;
    this.#transaction = new Transaction(db);
    this.#wal = new Wal(db);
    this.#probe = new Probe(
      () => this.#touch(),
      () => this.#recovered(),
    );
  }

  serve({ reads, writes, cells }: Group): void {
    if (reads.length > 0) this.#answerReads(reads);
    if (writes.length === 0) return;
    this.#answerWrites(writes, cells);
    // After a removal the text must leave the WAL as well; and this is the moment when nobody waits for an answer.
    if (writes.some((call) => call.kind === "remove")) this.#wal.empty();
    else this.#wal.tend();
  }

  /** Ends: everything is written back, the database closed. */
  close(): void {
    this.#probe.stop();
    this.#wal.empty();
    this.#db.close();
  }

  #answerReads(reads: readonly Read[]): void {
    const failures: Failure[] = [];
    const values = reads.map((call, index) => {
      try {
        return this.#ledger.read(call);
      } catch (error) {
        failures.push({ index, refusal: false, message: diskTrouble(error) ?? String(error) });
        return undefined;
      }
    });
    this.#report({ kind: "read", values, failures });
  }

  #answerWrites(writes: readonly Write[], cells: readonly Cell[]): void {
    const placed = place(writes);
    const failures: Failure[] = [];
    let values: unknown[] = [];
    try {
      values = this.#commit(placed, cells);
      this.#recovered();
    } catch (error) {
      const trouble = diskTrouble(error);
      if (trouble === undefined) values = this.#oneByOne(placed, cells, failures);
      else this.#refuse(placed, trouble, failures);
    }
    this.#report({ kind: "written", values, failures });
  }

  #commit(placed: readonly Placed[], cells: readonly Cell[]): unknown[] {
    try {
      return this.#transaction.run(() => placed.map(({ call, from }) => this.#ledger.write(call, cells, from)));
    } catch (error) {
      this.#ledger.doubt();
      throw error;
    }
  }

  /** Some call of the group is wrong in itself: each gets a transaction of its own, so that only that one fails. */
  #oneByOne(placed: readonly Placed[], cells: readonly Cell[], failures: Failure[]): unknown[] {
    return placed.map((one, index) => {
      try {
        return this.#commit([one], cells)[0];
      } catch (error) {
        const trouble = diskTrouble(error);
        if (trouble !== undefined) this.#doubtDisk(trouble);
        failures.push({ index, refusal: trouble !== undefined, message: trouble ?? String(error) });
        return undefined;
      }
    });
  }

  #refuse(placed: readonly Placed[], trouble: string, failures: Failure[]): void {
    this.#doubtDisk(trouble);
    for (const index of placed.keys()) failures.push({ index, refusal: true, message: trouble });
  }

  #doubtDisk(trouble: string): void {
    this.#scrub();
    this.#probe.start();
    if (this.#refusing === trouble) return;
    this.#refusing = trouble;
    this.#report({ kind: "health", refusing: trouble });
  }

  #recovered(): void {
    if (this.#refusing === undefined) return;
    this.#refusing = undefined;
    this.#probe.stop();
    this.#report({ kind: "health", refusing: undefined });
  }

  /** The smallest durable write there is: one page, and it changes nothing. */
  #touch(): void {
    try {
      this.#transaction.run(() => this.#db.pragma(`user_version = ${versionOf(this.#db)}`));
    } catch (error) {
      this.#scrub();
      throw error;
    }
  }

  #scrub(): void {
    try {
      this.#wal.scrub();
    } catch {
      // The disk fails at this too. The next commit that succeeds overwrites what is left there.
    }
  }
}

function place(writes: readonly Write[]): Placed[] {
  let from = 0;
  return writes.map((call) => {
    const placed = { call, from };
    if ("count" in call) from += call.count * CELLS_PER_DRAFT;
    return placed;
  });
}
