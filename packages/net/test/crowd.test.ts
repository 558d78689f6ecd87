import assert from "node:assert/strict";
import { test } from "node:test";
import { Crowd, type Kept } from "../src/crowd.ts";
import { ManualTicker } from "./manual-ticker.ts";

/** One of a crowd, which goes when it is reset, and with `polite` after a goodbye. */
class One implements Kept {
  owed = 0;
  taken = 0;
  readonly told: string[] = [];
  readonly #crowd: Crowd<One>;
  readonly #polite: boolean;

  constructor(crowd: Crowd<One>, polite: boolean) {
    this.#crowd = crowd;
    this.#polite = polite;
    crowd.add(this);
  }

  farewell(after: number, why: string): void {
    this.told.push(`${why} ${after}`);
    if (this.#polite) this.#crowd.delete(this);
  }

  reset(reason: "stalled" | "stop"): void {
    this.told.push(reason);
    this.#crowd.count(reason);
    this.#crowd.delete(this);
  }
}

test("who takes no byte of what it is owed for 60 s is reset, and counted", () => {
  const ticker = new ManualTicker();
  const crowd = new Crowd<One>(ticker);
  const [stalled, slow, idle] = [new One(crowd, true), new One(crowd, true), new One(crowd, true)];
  stalled.owed = slow.owed = 10;
  for (let looks = 0; looks < 5; looks++) {
    assert.equal(crowd.size, 3, `${looks * 15} s`);
    slow.taken++;
    ticker.advance(15_000);
  }
  assert.deepEqual([stalled.told, slow.told, idle.told], [["stalled"], [], []]);
  assert.deepEqual([[...crowd], crowd.ended.get("stalled")], [[slow, idle], 1]);
});

test("everybody is told when to come back; who does not go in 5 s is reset", async () => {
  const ticker = new ManualTicker();
  const crowd = new Crowd<One>(ticker);
  const [polite, stubborn] = [new One(crowd, true), new One(crowd, false)];
  let after = 0;
  let isEmpty = false;
  const gone = crowd
    .sendAway(() => ++after, "bye")
    .then(() => {
      isEmpty = true;
    });
  assert.deepEqual([polite.told, stubborn.told], [["bye 1"], ["bye 2"]]);
  ticker.advance(4999);
  await new Promise(setImmediate);
  assert.equal(isEmpty, false);
  ticker.advance(1);
  await gone;
  assert.deepEqual([stubborn.told, crowd.ended.get("stop"), ticker.size], [["bye 2", "stop"], 1, 0]);
});

test("nobody there, there is nothing to wait for", async () => {
  const ticker = new ManualTicker();
  await new Crowd<One>(ticker).sendAway(() => 0, "");
  assert.equal(ticker.size, 0);
});
