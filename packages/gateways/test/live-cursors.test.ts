import assert from "node:assert/strict";
import { test } from "node:test";
import { CountingChance, ManualClock } from "@madang/testkit";
import fc from "fast-check";
import { LiveCursors } from "../src/live-cursors.ts";

const BEGIN = Date.UTC(2024, 9, 9);

test("Durable Streams 8.1: the number of 20 s steps since 9 October 2024", () => {
  const clock = new ManualClock(BEGIN + 39_999);
  const cursors = new LiveCursors(() => clock.now(), new CountingChance());
  assert.equal(cursors.current, "1");
  clock.advance(1);
  assert.equal(cursors.current, "2");
});

test("Durable Streams 8.1: never back, and always greater than what is given back, by an hour at most", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.nat(100_000), fc.constant("back" as const))), (steps) => {
      const clock = new ManualClock(BEGIN);
      const cursors = new LiveCursors(() => clock.now(), new CountingChance());
      let last = Number(cursors.current);
      for (const step of steps) {
        if (step === "back") cursors.pass(String(last));
        else clock.advance(step);
        const next = Number(cursors.current);
        assert.ok(step === "back" ? next > last && next <= last + 180 : next >= last);
        last = next;
      }
    }),
  );
});

test("what was not given here moves nothing", () => {
  const clock = new ManualClock(BEGIN + 20_000);
  const cursors = new LiveCursors(() => clock.now(), new CountingChance());
  for (const given of [undefined, "", "-1", "abc", "1.5", "99999999999999999999", String(2 ** 53), "182", "0"])
    cursors.pass(given);
  assert.equal(cursors.current, "1");
});
