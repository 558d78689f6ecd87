import assert from "node:assert/strict";
import { test } from "node:test";
import type { Entry, Item } from "@madang/hub";
import { CountingChance, draftOf } from "@madang/testkit";
import { nodeHost } from "../../../wire/test/host.ts";
import { HttpLogSpellings } from "../../src/http-log/spelling.ts";
import { LiveCursors } from "../../src/live-cursors.ts";

const spellings = new HttpLogSpellings(nodeHost, new LiveCursors(() => Date.UTC(2024, 9, 9), new CountingChance()));
const text = (image: Uint8Array | undefined): string => Buffer.from(image ?? []).toString();

function entry(offset: number): Entry {
  const place = { kind: "entry", room: "chat", epoch: "e", offset, check: offset, removed: false } as const;
  return { ...draftOf(String(offset)), ...place };
}

const items: readonly Item[] = [entry(1), entry(2), { kind: "removed", offset: 1 }, entry(3)];
const AT = "e_00000000003_0000003";

test("an array of pieces, whoever spelled them, is one array", () => {
  const pieces = [spellings.json.spell([entry(1)]), spellings.json.spell([]), spellings.json.spell(items)];
  const read = JSON.parse(text(spellings.array(pieces))) as { offset: number }[];
  assert.deepEqual(
    read.map(({ offset }) => offset),
    [1, 1, 2, 3],
  );
  assert.equal(text(spellings.array([])), "[]");
});

test("Durable Streams 5.7: entries that follow each other are one data event, and a control event comes after each", () => {
  const events = text(spellings.sse("chat").spell(items)).split("\n\n");
  assert.deepEqual(
    events.map((event) => /event: (.*)/.exec(event)?.[1]),
    ["data", "control", "removed", "data", "control", undefined],
  );
  const [data, control] = events;
  assert.match(data ?? "", /^id: e_00000000002_0000002\nevent: data\ndata: \[\{.*\},\{.*\}\]$/);
  assert.equal(
    control,
    'id: e_00000000002_0000002\nevent: control\ndata: {"streamNextOffset":"e_00000000002_0000002","streamCursor":"0"}',
  );
  assert.equal(
    text(spellings.sse("chat").spell([{ kind: "skipped", entries: 0, happenings: 1 }])).includes("data"),
    true,
  );
});

test("upToDate is said at the head alone: after the last event of a live image, and on arrival", () => {
  const { live, arrived } = spellings.sse("chat");
  const controls = text(live?.spell(items))
    .split("\n\n")
    .filter((event) => event.includes("event: control"));
  assert.deepEqual(
    controls.map((event) => event.includes('"upToDate":true')),
    [false, true],
  );
  assert.match(
    text(arrived?.({ epoch: "e", offset: 3, check: 3 })),
    new RegExp(`^id: ${AT}\nevent: control\n.*"upToDate":true}\n\n$`),
  );
});

test("the same room has the same spelling, and all rooms the same key", () => {
  assert.equal(spellings.sse("chat"), spellings.sse("chat"));
  assert.equal(spellings.lines("chat"), spellings.lines("chat"));
  assert.equal(spellings.sse("chat").key, spellings.sse("마당").key);
});

test("one of several rooms: the same events with the reader's own place, the entries spelled once for all", (t) => {
  const stringify = t.mock.method(JSON, "stringify");
  const images = ["a", "b"].map((name) =>
    text(
      spellings
        .sseOf(
          "chat",
          ({ offset }) => `${name}.${offset}`,
          () => false,
        )
        .spell(items),
    ),
  );
  const entries = stringify.mock.calls.filter(({ arguments: [value] }) => "author" in (value as object));
  assert.equal(entries.length, 3);
  assert.match(images[1] ?? "", /^id: b\.2\nevent: data\n/);
  assert.equal(images[0]?.replaceAll("a.", "b."), images[1]);
});

test("a line for each entry, and for what happens to entries", () => {
  const lines = text(
    spellings.lines("chat").spell([...items, { kind: "joined", person: { kind: "guest", name: "a" } }]),
  );
  const read = lines
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as { offset: number; type?: string });
  assert.deepEqual(
    read.map(({ offset, type }) => [offset, type]),
    [
      [1, undefined],
      [2, undefined],
      [1, "removed"],
      [3, undefined],
    ],
  );
  assert.equal(spellings.lines("chat").spell([{ kind: "typing", count: 1 }]).length, 0);
});
