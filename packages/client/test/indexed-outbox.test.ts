import assert from "node:assert/strict";
import { test } from "node:test";
import { type Databases, IndexedOutbox } from "../src/indexed-outbox.ts";
import type { StoredText } from "../src/outbox-storage.ts";

/** A browser's databases, as far as they are used; `fails` makes them refuse to open. */
function databases(fails = false): Databases {
  const kept = new Map<string, Map<number, StoredText>>();
  let keys = 0;
  const answered = <T>(result: T, error?: Error) => {
    const asked = { result, error, onsuccess: null as (() => void) | null, onerror: null as (() => void) | null };
    queueMicrotask(() => (error === undefined ? asked.onsuccess?.() : asked.onerror?.()));
    return asked;
  };
  const textsOf = (all: Map<number, StoredText>) => ({
    createIndex: () => undefined,
    index: () => ({
      getAllKeys: (id: string) => answered([...all].filter(([, text]) => text.id === id).map(([key]) => key)),
    }),
    getAll: () => answered([...all.values()]),
    add: (text: StoredText) => answered(all.set(++keys, text)),
    delete: (key: unknown) => answered(all.delete(Number(key))),
  });
  return {
    open: (name) => {
      const isNew = !kept.has(name);
      const all = kept.get(name) ?? new Map<number, StoredText>();
      kept.set(name, all);
      const texts = textsOf(all);
      const database = { createObjectStore: () => texts, transaction: () => ({ objectStore: () => texts }) };
      const opening = Object.assign(answered(database, fails ? new Error("private window") : undefined), {
        onupgradeneeded: null as (() => void) | null,
      });
      queueMicrotask(() => isNew && opening.onupgradeneeded?.());
      return opening;
    },
  };
}

const text = (id: string, room = "chat"): StoredText => ({
  id,
  room,
  text: `text ${id}`,
  at: 1,
  author: "guest\n철수",
});

test("issue 5: what is not confirmed outlives the page, in its order, with who wrote it", async () => {
  const browser = databases();
  const first = new IndexedOutbox("https://a.example", browser);
  assert.deepEqual(await first.load(), []);
  for (const id of ["b", "a", "c"]) await first.save(text(id));
  await first.remove("a");
  await first.save(text("b"));
  const reloaded = new IndexedOutbox("https://a.example", browser);
  assert.deepEqual(await reloaded.load(), [text("c"), text("b")]);
  assert.deepEqual(await new IndexedOutbox("https://b.example", browser).load(), []);
});

test("where there is no storage every call says so", async () => {
  const none = new IndexedOutbox("https://a.example", databases(true));
  await assert.rejects(none.load(), /private window/);
  await assert.rejects(none.save(text("a")), /private window/);
});
