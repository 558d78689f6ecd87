import { setTimeout as after } from "node:timers/promises";
import type { Book } from "../book.ts";
import type { Company } from "../cast/company.ts";

/** 30 s: on a machine that is busy, or with a transport that is broken, things go wrong without waiting any longer. */
const PRELUDE_MS = 30_000;
const LOOK_MS = 50;

/** Waits, before anything goes wrong, until every reader has read and each writer's first transport has brought a receipt. */
export async function prelude(company: Company, { receipts }: Pick<Book, "receipts">): Promise<void> {
  const end = performance.now() + PRELUDE_MS;
  const isHeard = (): boolean =>
    company.readers.every(({ view }) => view.numbers.length > 0) &&
    [...company.firsts].every((name) => (receipts.get(name) ?? 0) > 0);
  while (!isHeard() && performance.now() < end) await after(LOOK_MS);
}
