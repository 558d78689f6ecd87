import assert from "node:assert/strict";
import { test } from "node:test";
import { groupRows } from "../../src/model/grouping.ts";
import { Timeline } from "../../src/model/timeline.ts";
import { TimeFormat } from "../../src/words/time-format.ts";
import { FakeOutgoing } from "../fake/fake-outgoing.ts";
import { FakeRoom } from "../fake/fake-room.ts";

const MINUTE = 60_000;
const NOON = Date.parse("2026-11-22T12:00:00+09:00");
const you = { kind: "guest", name: "민서" } as const;
const [a, b] = [{ kind: "guest", name: "철수" } as const, { kind: "guest", name: "영희" } as const];
const times = new TimeFormat("ko", "Asia/Seoul");
const room = new FakeRoom({ name: "chat", you: () => you, now: () => 0 });

function rowsOf(
  fill: (timeline: Timeline, say: (author: typeof a | typeof b | typeof you, at: number) => void) => void,
  unreadFrom?: string,
) {
  const timeline = new Timeline();
  let offset = 0;
  fill(timeline, (author, at) => {
    offset += 1;
    timeline.add(room.entry(author, "", { offset, at }), you);
  });
  const items = [...timeline.placed, ...timeline.underWay];
  return groupRows(items, { you, unreadFrom, dayKey: (at) => times.dayKey(at) });
}

const shape = (rows: ReturnType<typeof rowsOf>) =>
  rows.map((row) =>
    row.kind === "message"
      ? `${row.own ? "own" : row.author.name}${row.first ? "<" : ""}${row.last ? ">" : ""}`
      : row.kind,
  );

test("one author within five minutes is one group", () => {
  const rows = rowsOf((_, say) => {
    say(a, NOON);
    say(a, NOON + MINUTE);
    say(a, NOON + 7 * MINUTE);
    say(b, NOON + 8 * MINUTE);
  });
  assert.deepEqual(shape(rows), ["day", "철수<", "철수>", "철수<>", "영희<>"]);
});

test("a day line stands before the first message of a local day, also inside a group", () => {
  const rows = rowsOf((_, say) => {
    say(a, NOON + 12 * 60 * MINUTE - MINUTE);
    say(a, NOON + 12 * 60 * MINUTE);
  });
  assert.deepEqual(shape(rows), ["day", "철수<>", "day", "철수<>"]);
});

test("notices break a group, unless they come to nothing", () => {
  const rows = rowsOf((timeline, say) => {
    say(a, NOON);
    timeline.note({ what: "came", person: b, self: false });
    timeline.note({ what: "went", person: b, self: false });
    say(a, NOON + 1);
    timeline.note({ what: "came", person: b, self: false });
    say(a, NOON + 2);
    timeline.mark({ kind: "skipped", entries: 3 });
  });
  assert.deepEqual(shape(rows), ["day", "철수<", "철수>", "notices", "철수<>", "mark"]);
});

test("what was not seen has a line before it", () => {
  const unread = room.entry(a, "", { offset: 2, at: 0 }).position;
  const rows = rowsOf((_, say) => {
    say(a, NOON);
    say(a, NOON + 1);
  }, unread);
  assert.deepEqual(shape(rows), ["day", "철수<>", "unread", "철수<>"]);
});

test("what is under way is one's own, and groups with what is there", () => {
  const rows = rowsOf((timeline, say) => {
    say(you, NOON);
    timeline.track(new FakeOutgoing({ id: "x", room: "chat", text: "x", at: NOON + 1 }, () => {}));
  });
  assert.deepEqual(shape(rows), ["day", "own<", "own>"]);
});
