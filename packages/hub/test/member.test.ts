import assert from "node:assert/strict";
import { test } from "node:test";
import { member } from "./items.ts";

test("a member begins behind the head, at its cursor, under its person's key", () => {
  const { cursor, happened, place, reading, gone, key } = member(5, 2);
  assert.deepEqual(
    { cursor, happened, place, reading, gone, key },
    { cursor: 5, happened: 2, place: -1, reading: false, gone: false, key: "guest:철수" },
  );
});
