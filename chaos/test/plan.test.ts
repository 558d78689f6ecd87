import assert from "node:assert/strict";
import { test } from "node:test";
import { Dice } from "../dice.ts";
import { plan } from "../plan.ts";

test("a seed replays its plan, another has another", () => {
  assert.deepEqual(plan(7, 60_000), plan(7, 60_000));
  assert.notDeepEqual(plan(7, 60_000), plan(8, 60_000));
});

test("a plan has everything in it, in the order of time, and ends", () => {
  const happenings = plan(1, 60_000);
  const times = happenings.map(({ at }) => at);
  assert.deepEqual(
    times,
    [...times].sort((a, b) => a - b),
  );
  assert.ok((times.at(-1) ?? 0) < 60_000);
  const count = (kind: string): number => happenings.filter((one) => one.kind === kind).length;
  assert.ok(
    count("kill") >= 10 && count("restart") >= 2 && count("links") >= 100 && count("disk") >= 3 && count("move") >= 20,
  );
});

test("a longer run begins like a shorter one", () => {
  const short = plan(3, 10_000);
  assert.deepEqual(plan(3, 60_000).slice(0, short.length), short);
});

test("kills come as often as is said, and nothing else changes by that", () => {
  const [usual, often] = [plan(4, 600_000), plan(4, 600_000, 2000)];
  const kills = (happenings: typeof usual): number => happenings.filter(({ kind }) => kind === "kill").length;
  const others = (happenings: typeof usual): typeof usual => happenings.filter(({ kind }) => kind !== "kill");
  assert.deepEqual(others(often), others(usual));
  assert.ok(kills(usual) > 140 && kills(usual) < 200, `${kills(usual)}`);
  assert.ok(kills(often) > 260 && kills(often) < 340, `${kills(often)}`);
});

test("dice: the same for a seed and a name, and even", () => {
  const [a, b, other] = [new Dice(5, "x"), new Dice(5, "x"), new Dice(5, "y")];
  const rolls = Array.from({ length: 6000 }, () => a.between(1, 6));
  assert.deepEqual(
    Array.from({ length: 6000 }, () => b.between(1, 6)),
    rolls,
  );
  assert.notDeepEqual(
    Array.from({ length: 6000 }, () => other.between(1, 6)),
    rolls,
  );
  for (let face = 1; face <= 6; face++) {
    const count = rolls.filter((roll) => roll === face).length;
    assert.ok(count > 850 && count < 1150, `${face} came ${count} times`);
  }
});
