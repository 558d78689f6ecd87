import assert from "node:assert/strict";
import { test } from "node:test";
import type { Author, Happening } from "@madang/hub";
import { ManualClock } from "@madang/testkit";
import { MAX_NAMED_PEOPLE, NOTICE_INTERVAL_MS, Notices } from "../src/notices.ts";

const guest = (name: string): Author => ({ kind: "guest", name });
const [a, b] = [guest("a"), guest("b")];

function makeNotices(present = (): number => 2): { notices: Notices; clock: ManualClock; told: Happening[][] } {
  const clock = new ManualClock();
  const told: Happening[][] = [];
  const notices = new Notices(clock, present, (happenings) => told.push([...happenings]));
  return { notices, clock, told };
}

test("comings, then goings, are told together a second after the first, not for the ears of who comes", () => {
  const { notices, clock, told } = makeNotices();
  notices.left(b);
  clock.advance(NOTICE_INTERVAL_MS - 1);
  notices.joined(a);
  assert.equal(told.length, 0);
  clock.advance(1);
  assert.deepEqual(told, [
    [
      { kind: "joined", person: a, except: "guest:a" },
      { kind: "left", person: b },
    ],
  ]);
  clock.advance(10 * NOTICE_INTERVAL_MS);
  assert.equal(told.length, 1);
});

test("who comes and goes, or goes and comes back, within the second is nobody's news", () => {
  const { notices, clock, told } = makeNotices();
  notices.joined(a);
  notices.left(a);
  notices.left(b);
  notices.joined(b);
  clock.advance(NOTICE_INTERVAL_MS);
  assert.deepEqual(told, []);
});

test("who goes and comes back later is told of both times", () => {
  const { notices, clock, told } = makeNotices();
  notices.left(a);
  clock.advance(NOTICE_INTERVAL_MS);
  notices.joined(a);
  clock.advance(NOTICE_INTERVAL_MS);
  assert.deepEqual(
    told.flat().map(({ kind }) => kind),
    ["left", "joined"],
  );
});

test("among more than 100 people it is one notice with counts", () => {
  let present = MAX_NAMED_PEOPLE + 1;
  const { notices, clock, told } = makeNotices(() => present);
  notices.joined(a);
  notices.left(b);
  clock.advance(NOTICE_INTERVAL_MS);
  assert.deepEqual(told, [[{ kind: "crowd", joined: 1, left: 1, present: 101 }]]);
  present = 100;
  notices.joined(a);
  clock.advance(NOTICE_INTERVAL_MS);
  assert.equal(told[1]?.[0]?.kind, "joined");
});

test("a crowd that goes within a second is counted, however few stay", () => {
  const { notices, clock, told } = makeNotices(() => 1);
  for (let index = 0; index < MAX_NAMED_PEOPLE; index++) notices.left(guest(String(index)));
  clock.advance(NOTICE_INTERVAL_MS);
  assert.deepEqual(told, [[{ kind: "crowd", joined: 0, left: 100, present: 1 }]]);
});

test("what was not told by the end is not told any more", () => {
  const { notices, clock, told } = makeNotices();
  notices.joined(a);
  notices.stop();
  clock.advance(NOTICE_INTERVAL_MS);
  assert.deepEqual(told, []);
});
