import assert from "node:assert/strict";
import { test } from "node:test";
import { BanTable } from "../src/ban-table.ts";
import { tempDatabase } from "./temp-folder.ts";

test("bans stand in the order in which they were made, once each", (t) => {
  const bans = new BanTable(tempDatabase(t));
  assert.deepEqual(
    [bans.add({ kind: "name", value: "철수" }), bans.add({ kind: "address", value: "::1" })],
    [true, true],
  );
  assert.equal(bans.add({ kind: "name", value: "철수" }), false);
  assert.deepEqual(bans.all(), [
    { kind: "name", value: "철수" },
    { kind: "address", value: "::1" },
  ]);
  assert.deepEqual(
    [bans.lift({ kind: "name", value: "철수" }), bans.lift({ kind: "name", value: "철수" })],
    [true, false],
  );
});
