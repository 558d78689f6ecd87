import assert from "node:assert/strict";
import { test } from "node:test";
import type { Waiter, Wakening } from "../src/waiters.ts";
import { Waiters } from "../src/waiters.ts";
import { entry } from "./items.ts";

const wakening: Wakening = { entries: [entry(1)], end: { epoch: "e", offset: 1, check: 1 }, upToDate: true };

function waiter(woken: Wakening[]): Waiter {
  return { place: -1, wake: (each) => woken.push(each) };
}

test("issue 5: all who wait are woken by one object, once", () => {
  const [waiters, woken] = [new Waiters(), [] as Wakening[]];
  for (let count = 0; count < 1000; count++) waiters.add(waiter(woken));
  waiters.wake(wakening);
  waiters.wake(wakening);
  assert.equal(woken.length, 1000);
  assert.equal(new Set(woken).size, 1);
  assert.equal(waiters.size, 0);
});

test("who goes is not woken, wherever it stood, and may go twice", () => {
  const waiters = new Waiters();
  const heard: number[] = [];
  const all = [0, 1, 2, 3].map((number) => ({ place: -1, wake: () => heard.push(number) }));
  for (const each of all) waiters.add(each);
  for (const index of [0, 3, 0]) waiters.remove(all[index] as Waiter);
  waiters.wake(wakening);
  assert.deepEqual(heard.sort(), [1, 2]);
  assert.deepEqual(
    all.map(({ place }) => place),
    [-1, -1, -1, -1],
  );
});

test("who waits again while it is woken waits for what comes after", () => {
  const waiters = new Waiters();
  let woken = 0;
  const again: Waiter = {
    place: -1,
    wake: () => {
      woken++;
      waiters.add(again);
    },
  };
  waiters.add(again);
  waiters.wake(wakening);
  assert.deepEqual([woken, waiters.size], [1, 1]);
});
