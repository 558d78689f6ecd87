import assert from "node:assert/strict";
import { test } from "node:test";
import { type Timed, Wheel } from "../../src/engineio/wheel.ts";
import { ManualTicker } from "../manual-ticker.ts";

/** Notes when it was called, and has its next deadline then. */
class Clocked implements Timed {
  deadline: number | undefined;
  readonly ticks: number[] = [];
  readonly #next: (now: number) => number | undefined;

  constructor(deadline: number, next: (now: number) => number | undefined = () => undefined) {
    this.deadline = deadline;
    this.#next = next;
  }

  tick(now: number): void {
    this.ticks.push(now);
    this.deadline = this.#next(now);
  }
}

function makeWheel(): { readonly wheel: Wheel; readonly ticker: ManualTicker; go(ms: number): void } {
  const ticker = new ManualTicker();
  let now = 0;
  const wheel = new Wheel(ticker, 100, () => now);
  const go = (ms: number): void => {
    for (const end = now + ms; now < end; ) {
      now += 100;
      ticker.advance(100);
    }
  };
  return { wheel, ticker, go };
}

test("a deadline is met within a step, with its own time when that is later", () => {
  const { wheel, go } = makeWheel();
  const [once, twice] = [new Clocked(350), new Clocked(200, (now) => (now < 500 ? now + 310 : undefined))];
  wheel.add(once);
  wheel.add(twice);
  go(200);
  assert.deepEqual([once.ticks, twice.ticks], [[], [200]]);
  go(100);
  assert.deepEqual(once.ticks, [350]);
  go(1000);
  assert.deepEqual([once.ticks, twice.ticks], [[350], [200, 510]]);
});

test("engine.io-protocol, Heartbeat: nobody's time is up before it is", () => {
  const { wheel, go } = makeWheel();
  const timed = Object.assign(new Clocked(350), { isTimeUp: true });
  wheel.add(timed);
  go(300);
  assert.deepEqual(timed.ticks, []);
  go(100);
  assert.deepEqual(timed.ticks, [350]);
});

test("a deadline that has moved away is found out, one that has become nearer is told by adding it again", () => {
  const { wheel, go } = makeWheel();
  const timed = new Clocked(1000);
  wheel.add(timed);
  timed.deadline = 400;
  wheel.add(timed);
  timed.deadline = 700;
  go(600);
  assert.deepEqual(timed.ticks, []);
  go(500);
  assert.deepEqual(timed.ticks, [700]);
  timed.deadline = undefined;
  wheel.add(timed);
});

test("a timer that is late by up to a step does not make the next deadline late; one that is later does", () => {
  let now = 0;
  const ticker = new ManualTicker();
  const wheel = new Wheel(ticker, 100, () => now);
  const [little, much] = [new Clocked(100, (at) => at + 300), new Clocked(50, () => undefined)];
  wheel.add(little);
  wheel.add(much);
  now = 190;
  ticker.advance(100);
  assert.deepEqual([little.ticks, little.deadline, much.ticks], [[100], 400, [190]]);
});

test("after a turn of the loop that took long, what has come is read before anybody's time is up", () => {
  let now = 0;
  const ticker = new ManualTicker();
  const wheel = new Wheel(ticker, 100, () => now);
  const timed = new Clocked(200);
  wheel.add(timed);
  for (const [at, ticks] of [
    [500, []],
    [1000, [1000]],
  ] as const) {
    now = at;
    ticker.advance(100);
    assert.deepEqual(timed.ticks, ticks);
  }
});

test("all share one timer, which ends with the wheel", () => {
  const { wheel, ticker } = makeWheel();
  for (let count = 0; count < 100; count++) wheel.add(new Clocked(count * 50));
  assert.equal(ticker.size, 1);
  wheel.end();
  assert.equal(ticker.size, 0);
});
