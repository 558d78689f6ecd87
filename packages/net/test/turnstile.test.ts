import assert from "node:assert/strict";
import { test } from "node:test";
import { Turnstile } from "../src/turnstile.ts";
import { manualTurn } from "./manual-turn.ts";

test("Turnstile: so many a turn at once, the rest in the turns after it, in the order in which they came", () => {
  const turn = manualTurn();
  const inside: number[] = [];
  const stile = new Turnstile<number>(turn, (comer) => inside.push(comer), 2);
  for (const comer of [1, 2, 3, 4, 5]) stile.come(comer);
  assert.deepEqual(inside, [1, 2]);
  turn.end();
  assert.deepEqual(inside, [1, 2]);
  turn.end();
  assert.deepEqual(inside, [1, 2, 3, 4]);
  turn.end();
  assert.deepEqual(inside, [1, 2, 3, 4, 5]);
  turn.end();
  stile.come(6);
  assert.deepEqual(inside, [1, 2, 3, 4, 5, 6]);
});

test("Turnstile: who comes while others wait goes behind them", () => {
  const turn = manualTurn();
  const inside: number[] = [];
  const stile = new Turnstile<number>(turn, (comer) => inside.push(comer), 1);
  for (const comer of [1, 2, 3]) stile.come(comer);
  turn.end();
  stile.come(4);
  for (let left = 4; left > 0; left--) turn.end();
  assert.deepEqual(inside, [1, 2, 3, 4]);
});

test("Turnstile: a turn's few never wait, however many turns there are", () => {
  const turn = manualTurn();
  const inside: number[] = [];
  const stile = new Turnstile<number>(turn, (comer) => inside.push(comer), 2);
  for (let comer = 0; comer < 10; comer++) {
    stile.come(comer);
    assert.equal(inside.length, comer + 1);
    turn.end();
  }
});

test("Turnstile: what passed in calm turns counts little in the turn of a crowd", () => {
  const turn = manualTurn();
  let inside = 0;
  const stile = new Turnstile<number>(turn, () => void inside++, 8);
  stile.come(0);
  turn.end();
  for (let comer = 1; comer < 20; comer++) stile.come(comer);
  assert.equal(inside, 8);
  turn.end();
  turn.end();
  assert.equal(inside, 16);
});
