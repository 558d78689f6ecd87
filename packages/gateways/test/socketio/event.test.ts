import assert from "node:assert/strict";
import { test } from "node:test";
import type { Author, Entry, Item } from "@madang/hub";
import { eventMessages, TOLD_EVENTS, toldEvent } from "../../src/socketio/event.ts";

const 철수: Author = { kind: "guest", name: "철수" };
const AT = { epoch: "e", offset: 6, check: 1 };
const ENTRY: Entry = {
  kind: "entry",
  room: "chat",
  epoch: "e",
  offset: 7,
  check: 2,
  id: "a",
  author: 철수,
  at: 5,
  content: { text: "안녕" },
  removed: false,
};

const said = (item: Item, place?: string): unknown[] => [...eventMessages(toldEvent("chat", item), place)];

test("docs/socket-io.md: each item is one event with one object, then the place", () => {
  const position = "e_00000000007_0000002";
  const entry = `{"position":"${position}","room":"chat","offset":7,"id":"a","author":{"kind":"guest","name":"철수"},"at":5,"text":"안녕"}`;
  const person = '{"room":"chat","kind":"guest","name":"철수"}';
  const cases: [Item, string][] = [
    [ENTRY, `["message",${entry},"p"]`],
    [{ kind: "joined", person: 철수, at: AT }, `["joined",${person},"p"]`],
    [{ kind: "left", person: 철수, at: AT }, `["left",${person},"p"]`],
    [
      { kind: "crowd", joined: 1, left: 2, present: 3 },
      '["crowd",{"room":"chat","joined":1,"left":2,"present":3},"p"]',
    ],
    [{ kind: "typing", count: 101 }, '["typing",{"room":"chat","count":101},"p"]'],
    [{ kind: "removed", offset: 3 }, '["removed",{"room":"chat","offset":3},"p"]'],
    [{ kind: "skipped", entries: 1, happenings: 2 }, '["skipped",{"room":"chat","entries":1,"events":2},"p"]'],
    [
      { kind: "skipped", entries: 0, happenings: 0, conflated: 3 },
      '["skipped",{"room":"chat","entries":0,"events":0,"conflated":3},"p"]',
    ],
  ];
  for (const [item, text] of cases) assert.deepEqual(said(item, "p"), [`2${text}`]);
  assert.deepEqual(toldEvent("chat", ENTRY).at, ENTRY);
  assert.deepEqual(toldEvent("chat", { kind: "removed", offset: 3, at: AT }).at, AT);
});

test("socket.io-protocol, Packet encoding: bytes follow as attachments", () => {
  const bytes = Uint8Array.of(1);
  assert.deepEqual(said({ kind: "relay", from: 철수, data: bytes }, "p"), [
    '51-["relay",{"room":"chat","kind":"guest","name":"철수"},{"_placeholder":true,"num":0},"p"]',
    bytes,
  ]);
  const signal = { kind: "signal", from: 철수, name: "draw", attachments: [bytes] } as const;
  const body = '{"_placeholder":true,"num":0},"red"';
  assert.deepEqual(said({ ...signal, body }, "p"), [`51-["draw",${body},"p"]`, bytes]);
  assert.deepEqual(said({ ...signal, body: "", attachments: [] }), ['2["draw"]']);
  assert.ok(!TOLD_EVENTS.has("draw"));
});
