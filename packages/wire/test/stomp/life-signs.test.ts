import assert from "node:assert/strict";
import { test } from "node:test";
import { LifeSigns } from "../../src/stomp/life-signs.ts";

test("STOMP 1.2 Heart-beating: nothing agreed on, nothing to wait for", () => {
  const life = new LifeSigns({ sendEvery: 0, expectEvery: 0 }, 5);
  assert.equal(life.deadline, undefined);
  assert.equal(life.beats(1e12), false);
  assert.equal(life.silence(1e12), undefined);
});

test("STOMP 1.2 Heart-beating: a beat goes out well before its time", () => {
  const life = new LifeSigns({ sendEvery: 1000, expectEvery: 0 }, 100);
  assert.equal(life.deadline, 850);
  assert.equal(life.beats(849), false);
  assert.equal(life.beats(900), true);
  assert.equal(life.beats(900), false);
  assert.equal(life.deadline, 1650);
});

test("STOMP 1.2 Heart-beating: silence is borne for twice the agreed time; any byte ends it", () => {
  const life = new LifeSigns({ sendEvery: 0, expectEvery: 1000 }, 0);
  assert.equal(life.deadline, 2000);
  assert.equal(life.silence(1999), undefined);
  life.heard(1500);
  assert.equal(life.deadline, 3500);
  assert.equal(life.silence(3499), undefined);
  assert.equal(life.silence(3600), 2100);
});

test("both ways: the earlier of the two", () => {
  const life = new LifeSigns({ sendEvery: 4000, expectEvery: 1000 }, 0);
  assert.equal(life.deadline, 2000);
  life.heard(2000);
  assert.equal(life.deadline, 3000);
});
