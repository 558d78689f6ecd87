import type { Book } from "./book.ts";
import type { View } from "./view.ts";

/** What went over one transport. */
export interface Share {
  /** Entries that readers saw by it. */
  readonly read: number;
  /** Receipts that writers got by it, those of repeats too. */
  readonly receipts: number;
}

/** Each transport's share in what was read and written. */
export function sharesOf(views: readonly View[], { receipts }: Pick<Book, "receipts">): Map<string, Share> {
  const reads = new Map<string, number>();
  for (const { stretches, numbers } of views) {
    for (const [index, { begin, transport }] of stretches.entries()) {
      const end = stretches[index + 1]?.begin ?? numbers.length;
      reads.set(transport, (reads.get(transport) ?? 0) + end - begin);
    }
  }
  const names = new Set([...reads.keys(), ...receipts.keys()]);
  return new Map([...names].map((name) => [name, { read: reads.get(name) ?? 0, receipts: receipts.get(name) ?? 0 }]));
}
