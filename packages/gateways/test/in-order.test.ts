import assert from "node:assert/strict";
import { test } from "node:test";
import { HOLD_FROM, InOrder, MAX_WAITING } from "../src/in-order.ts";

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function makeLine(): { readonly line: InOrder<string>; readonly done: string[]; finish(): Promise<void> } {
  const done: string[] = [];
  let finishes: (() => void)[] = [];
  const line = new InOrder<string>(
    (work) => {
      if (!work.startsWith("slow")) {
        done.push(work);
        return undefined;
      }
      return new Promise((resolve, reject) => {
        finishes.push(() => {
          done.push(work);
          if (work === "slow fault") reject(new Error("a fault"));
          else resolve();
        });
      });
    },
    (work) => done.push(`failed: ${work}`),
  );
  const finish = async (): Promise<void> => {
    const now = finishes;
    finishes = [];
    for (const each of now) each();
    await settled();
  };
  return { line, done, finish };
}

test("what is quick is done at once; what comes while something slow is done waits for it", async () => {
  const { line, done, finish } = makeLine();
  for (const work of ["a", "slow b", "c", "slow d", "e"]) line.add(work);
  assert.deepEqual(done, ["a"]);
  await finish();
  assert.deepEqual(done, ["a", "slow b", "c"]);
  await finish();
  assert.deepEqual(done, ["a", "slow b", "c", "slow d", "e"]);
});

test("what fails is told, and the rest goes on", async () => {
  const { line, done, finish } = makeLine();
  for (const work of ["slow fault", "a"]) line.add(work);
  await finish();
  assert.deepEqual(done, ["slow fault", "failed: slow fault", "a"]);
});

test("no more than so much waits", () => {
  const { line } = makeLine();
  line.add("slow");
  for (let count = 0; count < MAX_WAITING; count++) assert.equal(line.add("x"), true);
  assert.equal(line.add("x"), false);
});

test("who does not read is not answered on", async () => {
  const { line, done, finish } = makeLine();
  for (const work of ["slow a", "b"]) line.add(work);
  line.hold(true);
  await finish();
  assert.deepEqual(done, ["slow a"]);
  line.hold(false);
  assert.deepEqual(done, ["slow a", "b"]);
});

test("a client is held back while much of what it asked for waits", async () => {
  const holds: boolean[] = [];
  const { promise: slow, resolve: finish } = Promise.withResolvers<void>();
  const line = new InOrder<string>(
    (work) => (work === "slow" ? slow : undefined),
    () => undefined,
    (on) => holds.push(on),
  );
  line.add("slow");
  for (let count = 1; count < HOLD_FROM; count++) line.add("x");
  assert.deepEqual(holds, []);
  for (let count = 0; count < 10; count++) line.add("x");
  assert.deepEqual(holds, [true]);
  finish();
  await settled();
  assert.deepEqual(holds, [true, false]);
});
