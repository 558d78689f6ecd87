import assert from "node:assert/strict";
import { test } from "node:test";
import { formatPosition, parsePosition, startOf } from "@madang/hub";
import fc from "fast-check";

const position = fc.record({
  epoch: fc.stringMatching(/^[0-9a-z]{1,32}$/),
  offset: fc.maxSafeNat(),
  check: fc.integer({ min: 0, max: 0xffffffff }),
});

test("every position comes back from its text as it was", () => {
  fc.assert(fc.property(position, (place) => assert.deepEqual(parsePosition(formatPosition(place)), { ...place })));
});

test("the texts of one epoch's positions sort as their offsets do", () => {
  fc.assert(
    fc.property(position, position, (a, b) => {
      const [left, right] = [formatPosition(a), formatPosition({ ...b, epoch: a.epoch })];
      if (a.offset !== b.offset) assert.equal(left < right, a.offset < b.offset);
    }),
  );
});

test("the greatest offset and the greatest check fit", () => {
  const last = { epoch: "e", offset: Number.MAX_SAFE_INTEGER, check: 0xffffffff };
  assert.equal(formatPosition(last), "e_2gosa7pa2gv_1z141z3");
  assert.deepEqual(parsePosition("e_2gosa7pa2gv_1z141z3"), last);
});

test("what no log ever gave is no position", () => {
  const good = formatPosition(startOf("e1"));
  assert.ok(parsePosition(good));
  const bad = [
    "",
    "17",
    "e1_0_0",
    ` ${good}`,
    `${good} `,
    `${good}\n`,
    good.toUpperCase(),
    good.slice(1).replace("1", ""),
    `${good}0`,
  ];
  bad.push(
    `${"e".repeat(33)}${good.slice(2)}`,
    "e_2gosa7pa2gw_0000000",
    "e_00000000000_1z141z4",
    "e_zzzzzzzzzzz_0000000",
    "e_0000000000-_0000000",
  );
  for (const text of bad) assert.equal(parsePosition(text), undefined, JSON.stringify(text));
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }),
      (text) => parsePosition(text) === undefined || formatPosition(parsePosition(text) ?? startOf("")) === text,
    ),
  );
});
