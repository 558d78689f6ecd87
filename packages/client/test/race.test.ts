import assert from "node:assert/strict";
import { test } from "node:test";
import { type Entrant, Race } from "../src/race.ts";
import type { Transport } from "../src/transport.ts";
import type { WayEvents } from "../src/way.ts";
import { ManualClock } from "./manual-clock.ts";

const HELLO = { type: "hello", name: "철수" } as const;
const WELCOME = JSON.stringify({ type: "hello", you: { kind: "guest", name: "철수" }, silence: 20_000 });

/** One way of a race, as the test plays it. */
class Way {
  readonly said: string[] = [];

  get hasBegun(): boolean {
    return this.events !== undefined;
  }

  closed: number | undefined;
  events = undefined as WayEvents | undefined;

  entrant(transport: Transport, after = 0): Entrant {
    const open = (events: WayEvents) => {
      this.events = events;
      return { send: (text: string) => void this.said.push(text), close: (code: number) => this.#close(code) };
    };
    return { open, after, transport };
  }

  #close(code: number): void {
    this.closed = code;
  }
}

function race(after = 1500) {
  const clock = new ManualClock();
  const [first, second] = [new Way(), new Way()];
  const told: string[] = [];
  const running = new Race(
    [first.entrant("websocket"), second.entrant("sse", after)],
    { hello: HELLO, clock },
    {
      won: ({ transport, welcome }) => told.push(`${transport} won for ${welcome.you.name}`),
      heard: (text) => told.push(text),
      carries: (transport) => told.push(transport),
      lost: (code, why) => told.push(`${code} ${why}`),
    },
  );
  return { clock, first, second, told, running };
}

test("issue 5: the WebSocket has a short head start; whichever is welcomed first carries, and the other goes home", () => {
  const { clock, first, second, told } = race();
  first.events?.opened();
  assert.deepEqual(first.said, [JSON.stringify(HELLO)]);
  clock.advance(1499);
  assert.ok(!second.hasBegun);
  clock.advance(1);
  second.events?.opened();
  second.events?.heard(WELCOME);
  assert.deepEqual(told, ["sse won for 철수"]);
  assert.equal(first.closed, 1000);
  first.events?.heard(WELCOME);
  first.events?.closed(1006, "");
  second.events?.carries("long-poll");
  second.events?.heard("more");
  second.events?.closed(1012, "restart");
  assert.deepEqual(told.slice(1), ["long-poll", "more", "1012 restart"]);
  assert.equal(clock.timers, 0);
});

test("one that fails makes room at once; when all have failed, the last says why", () => {
  const { clock, first, second, told } = race();
  first.events?.closed(1006, "refused");
  second.events?.opened();
  assert.equal(second.said.length, 1);
  second.events?.heard("<html>");
  assert.equal(second.closed, 1000);
  assert.deepEqual(told, ["1006 the server's words cannot be read"]);
  assert.equal(clock.timers, 0);
});

test("a login that is refused is refused on every way", () => {
  const { clock, first, second, told } = race();
  first.events?.heard('{"type":"error","code":"login","why":"no"}');
  assert.deepEqual(told, ["4003 no"]);
  clock.advance(10_000);
  assert.equal(second.events, undefined);
});

test("stopped, nobody wins, and no one starts", () => {
  const { clock, first, second, told, running } = race();
  running.stop();
  first.events?.opened();
  first.events?.heard(WELCOME);
  clock.advance(10_000);
  assert.deepEqual([first.said, first.closed, second.events, told], [[], 1000, undefined, []]);
});
