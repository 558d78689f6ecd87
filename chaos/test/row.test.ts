import assert from "node:assert/strict";
import { test } from "node:test";
import { Row } from "../row.ts";

test("a row keeps every number, however many come", () => {
  const row = new Row();
  assert.deepEqual([row.length, row.at(0), row.at(-1)], [0, undefined, undefined]);
  const numbers = Array.from({ length: 5000 }, (_, index) => index * 7 - 1);
  for (const number of numbers) row.push(number);
  assert.deepEqual([...row], numbers);
  assert.deepEqual([row.length, row.at(0), row.at(-1), row.at(5000)], [5000, -1, 4999 * 7 - 1, undefined]);
  assert.deepEqual(row.part(-3, 2), [-1, 6]);
  assert.deepEqual(row.part(4998, 5003), numbers.slice(4998));
});
