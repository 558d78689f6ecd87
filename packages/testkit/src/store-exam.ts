import { describe, type TestContext, test } from "node:test";
import type { Store } from "@madang/hub";
import { appendAllExam } from "./append-all-exam.ts";
import { appendExam } from "./append-exam.ts";
import { forgetExam } from "./forget-exam.ts";
import { readExam } from "./read-exam.ts";
import { reopenExam } from "./reopen-exam.ts";

/** How an exam gets what it examines: something new and empty each time, closed by `t.after`. */
export type Open<Port> = (t: TestContext) => Promise<Port>;

/** Ends a durable one and opens what it left behind. */
export type Reopen<Port> = (port: Port, t: TestContext) => Promise<Port>;

/** What every `Store` promises (`hub/src/store.ts`), sentence by sentence. Without `reopen` nothing need last. */
export function storeExam<S extends Store>(name: string, open: Open<S>, reopen?: Reopen<S>): void {
  describe(`${name} as a Store`, () => {
    const examine = (title: string, exam: (store: S, t: TestContext) => Promise<void>): void => {
      test(title, async (t) => exam(await open(t), t));
    };
    appendExam(examine);
    appendAllExam(examine);
    readExam(examine);
    forgetExam(examine);
    if (reopen !== undefined) reopenExam(examine, reopen);
  });
}
