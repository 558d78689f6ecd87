import assert from "node:assert/strict";
import { test } from "node:test";
import { CountingChance, draftsOf, SOME_DAY } from "@madang/testkit";
import { type Cell, layDraft } from "../src/cells.ts";
import { Ledger, PRUNE_STEP } from "../src/ledger.ts";
import { tempDatabase } from "./temp-folder.ts";

test("an append takes its drafts from where they begin", (t) => {
  const ledger = new Ledger(tempDatabase(t), new CountingChance());
  const cells: Cell[] = [];
  for (const draft of draftsOf(3)) layDraft(cells, draft);
  ledger.write({ kind: "append", room: "방", count: 2 }, cells, 8);
  const page = ledger.read({ kind: "read", room: "방", after: 0, limit: 10 });
  assert.ok(typeof page === "object" && page !== null && "cells" in page && Array.isArray(page.cells));
  assert.deepEqual([page.cells[0], page.cells[11]], ["2", "3"]);
});

test("a prune goes in steps", (t) => {
  const ledger = new Ledger(tempDatabase(t), new CountingChance());
  const cells: Cell[] = [];
  const count = 2 * PRUNE_STEP + 1;
  for (const draft of draftsOf(count)) layDraft(cells, draft);
  ledger.write({ kind: "append", room: "방", count }, cells, 0);
  const step = (): unknown => ledger.write({ kind: "prune", room: "방", at: SOME_DAY + 1 }, [], 0);
  assert.deepEqual(
    [step(), step(), step(), step()],
    [
      { earliest: PRUNE_STEP + 1, more: true },
      { earliest: 2 * PRUNE_STEP + 1, more: true },
      { earliest: count + 1, more: false },
      { earliest: count + 1, more: false },
    ],
  );
});
