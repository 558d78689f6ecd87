import assert from "node:assert/strict";
import { describe, type TestContext, test } from "node:test";
import type { Ban, BanStore } from "@madang/hub";
import type { Open, Reopen } from "./store-exam.ts";

const NAME: Ban = { kind: "name", value: "철수" };
const ADDRESS: Ban = { kind: "address", value: "2001:db8::1" };

/** What every `BanStore` promises (`hub/src/bans.ts`). Without `reopen` nothing need last. */
export function banExam<B extends BanStore>(name: string, open: Open<B>, reopen?: Reopen<B>): void {
  describe(`${name} as a BanStore`, () => {
    const examine = (title: string, exam: (store: B, t: TestContext) => Promise<void>): void => {
      test(title, async (t) => exam(await open(t), t));
    };

    examine("nobody is banned at first", async (store) => assert.deepEqual(await store.bans(), []));

    examine("ban says whether it stood already", async (store) => {
      assert.deepEqual([await store.ban(NAME), await store.ban(NAME), await store.ban(ADDRESS)], [true, false, true]);
      assert.deepEqual(new Set(await store.bans()), new Set([NAME, ADDRESS]));
    });

    examine("lift says whether there was one", async (store) => {
      await store.ban(NAME);
      await store.ban(ADDRESS);
      assert.deepEqual([await store.lift(NAME), await store.lift(NAME)], [true, false]);
      assert.deepEqual(await store.bans(), [ADDRESS]);
      assert.equal(await store.ban(NAME), true);
    });

    examine("a name and an address of the same letters are two", async (store) => {
      await store.ban({ kind: "name", value: "::1" });
      assert.equal(await store.lift({ kind: "address", value: "::1" }), false);
      assert.equal(await store.ban({ kind: "address", value: "::1" }), true);
    });

    if (reopen === undefined) return;
    examine("reopened, the bans stand", async (store, t) => {
      await store.ban(NAME);
      assert.deepEqual(await (await reopen(store, t)).bans(), [NAME]);
    });
  });
}
