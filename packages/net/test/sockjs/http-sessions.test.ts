import assert from "node:assert/strict";
import { test } from "node:test";
import type { HttpSession } from "../../src/sockjs/http-session.ts";
import { HttpSessions } from "../../src/sockjs/http-sessions.ts";
import { ManualTicker } from "../manual-ticker.ts";

/** Only what the table asks of a session. */
function fake(table: HttpSessions, key: string, deadline: number): HttpSession {
  const session = {
    tick: (now: number) => {
      if (now >= deadline) table.delete(key);
    },
    farewell: () => table.delete(key),
  };
  return session as unknown as HttpSession;
}

test("one whose time is up is not found, though the wheel has not come round yet", () => {
  let now = 0;
  const table = new HttpSessions(new ManualTicker(), () => now);
  table.set("a", fake(table, "a", 10));
  assert.notEqual(table.get("a"), undefined);
  now = 10;
  assert.equal(table.get("a"), undefined);
  assert.equal(table.size, 0);
});

test("P20: the wheel turns every session, and stops with the table", () => {
  const ticker = new ManualTicker();
  let now = 0;
  const table = new HttpSessions(ticker, () => now);
  for (let index = 0; index < 3; index++) table.set(`${index}`, fake(table, `${index}`, 100 * index));
  now = 150;
  ticker.advance(500);
  assert.equal(table.size, 1);
  table.close(() => 0, "over");
  assert.deepEqual([table.size, ticker.size], [0, 0]);
});

test("P13: there is an end to how many there are", () => {
  const table = new HttpSessions(new ManualTicker(), () => 0);
  for (let index = 0; index < 20_000; index++) {
    assert.equal(table.isFull, false);
    table.set(`${index}`, fake(table, `${index}`, 1));
  }
  assert.equal(table.isFull, true);
});
