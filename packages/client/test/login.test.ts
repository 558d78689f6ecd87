import assert from "node:assert/strict";
import { test } from "node:test";
import { Login } from "../src/login.ts";
import { ManualClock } from "./manual-clock.ts";

const url = "https://chat.example";
const turn = (): Promise<void> => new Promise((done) => setImmediate(done));

test("protocol.md, Hello: the token, the given name, the name that the server made", async () => {
  const clock = new ManualClock();
  const guest = { kind: "guest", name: "guest-1" } as const;
  assert.deepEqual(await new Login({ url }, clock).hello(undefined), { type: "hello" });
  assert.deepEqual(await new Login({ url }, clock).hello(guest), { type: "hello", name: "guest-1" });
  assert.deepEqual(await new Login({ url, name: "철수" }, clock).hello(guest), { type: "hello", name: "철수" });
  const user = { kind: "user", name: "김영희", id: "42" } as const;
  assert.deepEqual(await new Login({ url, token: "t" }, clock).hello(user), { type: "hello", token: "t" });
  assert.deepEqual(await new Login({ url, token: async () => "f" }, clock).hello(user), { type: "hello", token: "f" });
});

function renewing(answers: (string | undefined | Error)[], left: number) {
  const clock = new ManualClock();
  const fresh: (string | number)[] = [];
  const start = clock.now();
  const token = async (): Promise<string | undefined> => {
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const login = new Login({ url, token }, clock);
  login.keep(start + left, (given) => fresh.push(given, clock.now() - start));
  return { clock, login, fresh };
}

test("a fresh token is asked for a minute before the end, or half way when there is less", async () => {
  for (const [left, at] of [
    [600_000, 540_000],
    [90_000, 45_000],
    [40_000, 30_000],
    [-5, 30_000],
  ] as const) {
    const { clock, fresh } = renewing(["t"], left);
    clock.advance(at - 1);
    await turn();
    assert.deepEqual(fresh, []);
    clock.advance(1);
    await turn();
    assert.deepEqual(fresh, ["t", at]);
    assert.equal(clock.timers, 0);
  }
});

test("a login that lasts longer than a timer can is renewed in its time", async () => {
  const month = 30 * 86_400_000;
  const { clock, fresh } = renewing(["t"], month);
  clock.advance(month - 60_001);
  await turn();
  assert.deepEqual(fresh, []);
  clock.advance(1);
  await turn();
  assert.deepEqual(fresh, ["t", month - 60_000]);
});

test("a token that cannot be had now is asked for again", async () => {
  const { clock, fresh } = renewing([new Error("no network"), undefined, "t"], 600_000);
  for (const ms of [540_000, 30_000, 30_000]) {
    clock.advance(ms);
    await turn();
  }
  assert.deepEqual(fresh, ["t", 600_000]);
});

test("what comes after the link is lost goes nowhere", async () => {
  const { clock, login, fresh } = renewing(["t"], 600_000);
  clock.advance(540_000);
  login.stop();
  await turn();
  assert.deepEqual(fresh, []);
});

test("a token that is only a text cannot be renewed, and no timer waits for it", () => {
  const clock = new ManualClock();
  const login = new Login({ url, token: "t" }, clock);
  login.keep(clock.now() + 1000, () => {});
  assert.equal(clock.timers, 0);
  assert.equal(login.renewable, false);
  assert.equal(new Login({ url }, clock).renewable, true);
});
