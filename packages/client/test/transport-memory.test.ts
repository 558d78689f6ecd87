import assert from "node:assert/strict";
import { test } from "node:test";
import { pageNotes, TransportMemory } from "../src/transport-memory.ts";
import { ManualClock } from "./manual-clock.ts";

function notesOf(map: Map<string, string>) {
  return {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
  };
}

test("issue 5: what got through to a server is remembered for a day, and of that server only", () => {
  const clock = new ManualClock();
  const notes = notesOf(new Map());
  const memory = new TransportMemory("https://a.example", clock, notes);
  assert.equal(memory.last, undefined);
  memory.keep("sse");
  assert.equal(memory.last, "sse");
  assert.equal(new TransportMemory("https://b.example", clock, notes).last, undefined);
  clock.advance(86_399_999);
  assert.equal(memory.last, "sse");
  clock.advance(1);
  assert.equal(memory.last, undefined);
});

test("a clock that was set back, a strange note, a storage that throws or is not there: as if nothing were known", () => {
  const clock = new ManualClock();
  const map = new Map<string, string>();
  const memory = new TransportMemory("s", clock, notesOf(map));
  for (const note of [`sse ${clock.now() + 1000}`, "sse", "pigeon 5", "", `pigeon ${clock.now()}`]) {
    map.set("madang.transport.s", note);
    assert.equal(memory.last, undefined, note);
  }
  const throwing = () => {
    throw new Error("forbidden");
  };
  for (const notes of [{ getItem: throwing, setItem: throwing }, undefined]) {
    const none = new TransportMemory("s", clock, notes);
    none.keep("poll");
    assert.equal(none.last, undefined);
  }
});

test("the page's own storage, where there is a page that lets us", () => {
  assert.equal(pageNotes(), undefined);
  const localStorage = notesOf(new Map());
  assert.equal(pageNotes({ document: {}, localStorage } as never), localStorage);
  const shut = Object.defineProperty({ document: {} }, "localStorage", {
    get: () => {
      throw new Error("SecurityError");
    },
  });
  assert.equal(pageNotes(shut as never), undefined);
});
