import assert from "node:assert/strict";
import { test } from "node:test";
import { StoreOpenError } from "@madang/store-sqlite";

test("it says its name, its line and its cause", () => {
  const cause = new Error("EROFS");
  const error = new StoreOpenError("the data folder /data cannot be used", { cause });
  assert.deepEqual([String(error), error.cause], ["StoreOpenError: the data folder /data cannot be used", cause]);
});
