import assert from "node:assert/strict";
import { test } from "node:test";
import type { Entry, Item } from "@madang/hub";
import { draftOf } from "@madang/testkit";
import { textLine } from "../../src/text/line.ts";

const person = { kind: "guest", name: "철수" } as const;

function entry(changes: Partial<Entry> = {}): Entry {
  return { ...draftOf("1"), kind: "entry", room: "chat", epoch: "e", offset: 1, check: 1, removed: false, ...changes };
}

test("an entry is name:text, whatever stands in the text", () => {
  assert.equal(textLine(entry({ content: { text: "안녕: 12:30 :) " } })), "철수:안녕: 12:30 :) ");
  assert.equal(textLine(entry({ content: { text: "" } })), "철수:");
});

test("bytes with a media type are named, not shown", () => {
  assert.equal(
    textLine(entry({ content: { data: new Uint8Array(3), contentType: "image/png" } })),
    "철수:(image/png, 3 bytes)",
  );
});

test("a notice has an empty name", () => {
  assert.equal(textLine({ kind: "joined", person }), ":철수님이 입장하셨습니다.");
  assert.equal(textLine({ kind: "left", person }), ":철수님이 퇴장하셨습니다.");
  assert.equal(
    textLine({ kind: "crowd", joined: 3, left: 2, present: 150 }),
    ":3명이 입장하고 2명이 퇴장하셨습니다. 지금 150명이 함께 있습니다.",
  );
  assert.equal(
    textLine({ kind: "skipped", entries: 7, happenings: 1 }),
    ":지나간 메시지 7개는 더 이상 볼 수 없습니다.",
  );
  assert.equal(
    textLine({ kind: "skipped", entries: 0, happenings: 0, conflated: 3 }),
    ":새 값이 나온 메시지 3개는 건너뛰었습니다.",
  );
  assert.equal(
    textLine({ kind: "skipped", entries: 7, happenings: 0, conflated: 3 }),
    ":지나간 메시지 7개는 더 이상 볼 수 없습니다. 새 값이 나온 메시지 3개는 건너뛰었습니다.",
  );
});

test("relayed bytes go as they are", () => {
  const data = Uint8Array.of(1, 2);
  assert.equal(textLine({ kind: "relay", from: person, data }), data);
});

test("there are no words for what is removed, for who is typing, and for skipped happenings alone", () => {
  const silent: Item[] = [
    entry({ removed: true }),
    { kind: "removed", offset: 1 },
    { kind: "typing", count: 1 },
    { kind: "skipped", entries: 0, happenings: 3 },
  ];
  for (const item of silent) assert.equal(textLine(item), undefined, item.kind);
});
