import assert from "node:assert/strict";
import { test } from "node:test";
import { Pulse } from "../src/pulse.ts";
import { ManualClock } from "./manual-clock.ts";

function started() {
  const clock = new ManualClock();
  const told: string[] = [];
  const pulse = new Pulse(
    clock,
    () => told.push("ask"),
    () => told.push("dead"),
  );
  pulse.start(20_000);
  return { clock, told, pulse };
}

test("protocol.md, Hello: asks after a silence, gives up after another", () => {
  const { clock, told } = started();
  clock.advance(19_999);
  assert.deepEqual(told, []);
  clock.advance(1);
  assert.deepEqual(told, ["ask"]);
  clock.advance(19_999);
  assert.deepEqual(told, ["ask"]);
  clock.advance(1);
  assert.deepEqual(told, ["ask", "dead"]);
  assert.equal(clock.timers, 0);
});

test("whatever is heard counts, before the question and after it", () => {
  const { clock, told, pulse } = started();
  clock.advance(15_000);
  pulse.heard();
  clock.advance(19_999);
  assert.deepEqual(told, []);
  clock.advance(1);
  clock.advance(19_000);
  pulse.heard();
  clock.advance(20_000);
  assert.deepEqual(told, ["ask", "ask"]);
});

test("a machine that slept asks at once, and does not wait long", () => {
  const { clock, told } = started();
  clock.advance(1000);
  clock.sleep(3_600_000);
  clock.advance(0);
  assert.deepEqual(told, ["ask"]);
  clock.advance(5000);
  assert.deepEqual(told, ["ask", "dead"]);
});

test("asleep between question and answer: asks again, once", () => {
  const { clock, told } = started();
  clock.advance(20_000);
  clock.sleep(3_600_000);
  clock.advance(0);
  assert.deepEqual(told, ["ask", "ask"]);
  clock.sleep(60_000);
  clock.advance(0);
  assert.deepEqual(told, ["ask", "ask", "dead"]);
});

test("a doubt asks at once; doubts that pile up do not grant more time", () => {
  const { clock, told, pulse } = started();
  pulse.probe();
  clock.advance(4000);
  pulse.probe();
  assert.deepEqual(told, ["ask", "ask"]);
  clock.advance(1000);
  assert.deepEqual(told, ["ask", "ask", "dead"]);
});

test("a doubt while a question of the long kind is open shortens the wait", () => {
  const { clock, told, pulse } = started();
  clock.advance(20_000);
  pulse.probe();
  clock.advance(5000);
  assert.deepEqual(told, ["ask", "ask", "dead"]);
});

test("a clock that is set back does not put off the question", () => {
  const { clock, told } = started();
  clock.sleep(-3_600_000);
  clock.advance(3_620_000);
  clock.advance(20_000);
  assert.ok(told.includes("ask"));
});

test("once stopped it is quiet", () => {
  const { clock, told, pulse } = started();
  pulse.stop();
  pulse.probe();
  clock.advance(100_000);
  assert.deepEqual(told, []);
});

test("a doubt after a sleep, before any timer could fire, grants a new wait", () => {
  const { clock, told, pulse } = started();
  clock.advance(20_000);
  clock.sleep(60_000);
  pulse.probe();
  clock.advance(4999);
  assert.deepEqual(told, ["ask", "ask"]);
});
