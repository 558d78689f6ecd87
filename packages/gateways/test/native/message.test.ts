import assert from "node:assert/strict";
import { test } from "node:test";
import type { Item } from "@madang/hub";
import { nativeMessage } from "../../src/native/message.ts";

const 철수 = { kind: "guest", name: "철수" } as const;

test("docs/protocol.md: every item has its message, but for bytes that are not kept", () => {
  const items: readonly (readonly [Item, object | undefined])[] = [
    [
      { kind: "joined", person: 철수 },
      { type: "came", room: "chat", person: 철수 },
    ],
    [
      { kind: "left", person: 철수 },
      { type: "went", room: "chat", person: 철수 },
    ],
    [
      { kind: "crowd", joined: 2, left: 1, present: 101 },
      { type: "crowd", room: "chat", joined: 2, left: 1, present: 101 },
    ],
    [
      { kind: "typing", count: 101 },
      { type: "typing", room: "chat", count: 101 },
    ],
    [
      { kind: "typing", count: 1, people: [철수] },
      { type: "typing", room: "chat", count: 1, people: [철수] },
    ],
    [
      { kind: "removed", offset: 3 },
      { type: "removed", room: "chat", offset: 3 },
    ],
    [
      { kind: "skipped", entries: 1, happenings: 2 },
      { type: "skipped", room: "chat", entries: 1, events: 2 },
    ],
    [
      { kind: "skipped", entries: 0, happenings: 0, conflated: 3 },
      { type: "skipped", room: "chat", entries: 0, events: 0, conflated: 3 },
    ],
    [{ kind: "relay", from: 철수, data: new Uint8Array(1) }, undefined],
  ];
  for (const [item, message] of items) assert.deepEqual(nativeMessage("chat", item), message);
});
