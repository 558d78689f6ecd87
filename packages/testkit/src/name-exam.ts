import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { NameStore } from "@madang/hub";
import type { Open, Reopen } from "./store-exam.ts";

/** What every `NameStore` promises (`hub/src/names.ts`). Without `reopen` nothing need last. */
export function nameExam<N extends NameStore>(name: string, open: Open<N>, reopen?: Reopen<N>): void {
  describe(`${name} as a NameStore`, () => {
    test("a name that is kept is there, once", async (t) => {
      const store = await open(t);
      await store.keepName("철수");
      await Promise.all([store.keepName("young-hee"), store.keepName("철수")]);
      assert.deepEqual([...(await store.names())].sort(), ["young-hee", "철수"]);
    });

    test("names last", { skip: reopen === undefined && "this store does not outlive its process" }, async (t) => {
      const store = await open(t);
      await store.keepName("철수");
      const again = await reopen?.(store, t);
      assert.deepEqual(await again?.names(), ["철수"]);
    });
  });
}
