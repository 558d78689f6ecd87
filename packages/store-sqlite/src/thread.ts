import { setImmediate } from "node:timers";
import { Worker } from "node:worker_threads";
import { type Health, StoreRefusal } from "@madang/hub";
import type { Failure, Order, Read, Report, Values, Write } from "./call.ts";
import type { Cell } from "./cells.ts";
import { type Departure, Queue, type Waiting } from "./queue.ts";
import { StoreOpenError } from "./store-open-error.ts";
import { UsageError } from "./usage-error.ts";

/** How long after its end the thread is started anew, and then again until it opens, in milliseconds. */
const RESTART_MS = 1_000;

/** What the thread runs and what it is given. */
export interface ThreadStart {
  readonly script: URL;
  readonly folder: string;
}

type Answer<C extends Read | Write> = Promise<Values[C["kind"]]>;

/**
 * The main side of the disk's thread. Calls that come in one turn of the loop, or while the thread is busy, go to it in
 * one message, and their answers come back in one. A thread that dies takes the calls under way with it
 * (`StoreRefusal`; whether those were durable nobody can tell any more, a repeat under the same id finds out) and is
 * started again.
 */
export class DiskThread implements Health {
  readonly #start: ThreadStart;
  readonly #queue = new Queue();
  #worker: Worker | undefined;
  #isOpen = false;
  #underWay: Departure | undefined;
  #scheduled = false;
  #restart: NodeJS.Timeout | undefined;
  #refusing: string | undefined;
  #closing: PromiseWithResolvers<void> | undefined;

  constructor(start: ThreadStart) {
    this.#start = start;
  }

  /** Why nothing can be made durable now. */
  get refusing(): string | undefined {
    return this.#refusing;
  }

  /** Starts the thread. Rejects with `StoreOpenError` when it cannot open the database. */
  open(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const worker = new Worker(this.#start.script, { workerData: { folder: this.#start.folder } });
    let reason = "the disk's thread ended";
    worker.on("message", (report: Report) => {
      if (report.kind === "unopened") reason = report.reason;
      else if (report.kind !== "opened") this.#take(report);
      else {
        this.#opened();
        resolve();
      }
    });
    worker.on("error", (error) => {
      reason = `the disk's thread ended: ${error instanceof Error ? error.message : String(error)}`;
    });
    worker.on("exit", () => {
      this.#ended(reason);
      reject(new StoreOpenError(reason));
    });
    this.#worker = worker;
    return promise;
  }

  read<C extends Read>(call: C): Answer<C> {
    return this.#ask((waiting) => this.#queue.addRead({ call, ...waiting }));
  }

  write<C extends Write>(call: C, cells: readonly Cell[] = []): Answer<C> {
    return this.#ask((waiting) => this.#queue.addWrite({ call, cells, ...waiting }));
  }

  /** Answers what was asked before, ends the thread, and stays closed. */
  close(): Promise<void> {
    if (this.#closing === undefined) {
      this.#closing = Promise.withResolvers();
      clearTimeout(this.#restart);
      if (this.#worker === undefined) this.#closing.resolve();
      else this.#schedule();
    }
    return this.#closing.promise;
  }

  #ask<Value>(enter: (waiting: Pick<Waiting<never>, "resolve" | "reject">) => void): Promise<Value> {
    if (this.#closing !== undefined) return Promise.reject(new UsageError("the store is closed"));
    if (!this.#isOpen) return Promise.reject(new StoreRefusal(this.#refusing ?? "the store is not open"));
    // The thread's answer has the type that its call's kind names (`call.ts`).
    const { promise, resolve, reject } = Promise.withResolvers<Value>();
    enter({ resolve: (value) => resolve(value as Value), reject });
    this.#schedule();
    return promise;
  }

  /** Sends what waits at the end of this turn, so that all that one turn brings is one group. */
  #schedule(): void {
    if (this.#scheduled || this.#underWay !== undefined) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#send();
    });
  }

  #send(): void {
    if (!this.#isOpen || this.#underWay !== undefined) return;
    if (this.#queue.isEmpty) {
      if (this.#closing !== undefined) this.#post("close");
      return;
    }
    const departure = this.#queue.depart();
    this.#underWay = departure;
    try {
      this.#post(departure.group);
    } catch (error) {
      // Something that no message can carry, which the types forbid.
      this.#underWay = undefined;
      rejectAll(departure, new UsageError(`a call cannot be passed on: ${String(error)}`));
      this.#schedule();
    }
  }

  #post(order: Order): void {
    this.#worker?.postMessage(order);
  }

  #take(report: Exclude<Report, { kind: "opened" | "unopened" }>): void {
    if (report.kind === "health") {
      this.#refusing = report.refusing;
      return;
    }
    const departure = this.#underWay;
    if (departure === undefined) return;
    const answered = report.kind === "read" ? departure.readers : departure.writers;
    if (report.kind === "written" || departure.writers.length === 0) {
      this.#underWay = undefined;
      this.#schedule();
    }
    settle(answered, report.values, report.failures);
  }

  #opened(): void {
    this.#isOpen = true;
    this.#refusing = undefined;
    if (this.#closing !== undefined) this.#schedule();
  }

  #ended(reason: string): void {
    const wasOpen = this.#isOpen;
    this.#isOpen = false;
    this.#worker = undefined;
    const lost = [this.#underWay, this.#queue.depart()];
    this.#underWay = undefined;
    for (const departure of lost) if (departure !== undefined) rejectAll(departure, new StoreRefusal(reason));
    this.#refusing = reason;
    if (this.#closing !== undefined) this.#closing.resolve();
    else if (wasOpen) this.#restartLater();
  }

  #restartLater(): void {
    this.#restart = setTimeout(() => {
      this.open().catch(() => {
        if (this.#closing === undefined) this.#restartLater();
      });
    }, RESTART_MS);
  }
}

function rejectAll({ readers, writers }: Departure, error: Error): void {
  for (const { reject } of [...readers, ...writers]) reject(error);
}

function settle(
  answered: readonly Waiting<Read | Write>[],
  values: readonly unknown[],
  failures: readonly Failure[],
): void {
  const failed = new Map(failures.map((failure) => [failure.index, failure]));
  answered.forEach(({ resolve, reject }, index) => {
    const failure = failed.get(index);
    if (failure === undefined) resolve(values[index]);
    else reject(failure.refusal ? new StoreRefusal(failure.message) : new Error(failure.message));
  });
}
