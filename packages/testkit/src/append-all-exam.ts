import assert from "node:assert/strict";
import type { Draft, Store } from "@madang/hub";
import { draftOf, draftsOf } from "./draft.ts";

type Examine = (title: string, exam: (store: Store) => Promise<void>) => void;

function said(id: string, text: string): Draft {
  return draftOf(id, { content: { text } });
}

/** Several drafts, all or none. */
export function appendAllExam(examine: Examine): void {
  examine("all or none: all of them, one after the other", async (store) => {
    const [first, all, last] = await Promise.all([
      store.append("chat", draftsOf(2)),
      store.appendAll("chat", draftsOf(3, 3)),
      store.append("chat", draftsOf(1, 6)),
    ]);
    assert.ok(Array.isArray(all));
    assert.deepEqual(
      [...first, ...all, ...last].map(({ outcome, offset }) => [outcome, offset]),
      [1, 2, 3, 4, 5, 6].map((offset) => ["new", offset]),
    );
    const ids = (await store.read("chat", 0, 10)).map(({ id }) => id);
    assert.deepEqual(ids, ["1", "2", "3", "4", "5", "6"]);
    assert.deepEqual(await store.appendAll("chat", []), []);
  });

  examine("all or none: a repeat is answered with the first entry, in the same call too", async (store) => {
    await store.append("chat", [said("a", "안녕")]);
    const all = await store.appendAll("chat", [said("b", "하나"), said("a", "안녕"), said("b", "하나")]);
    assert.ok(Array.isArray(all));
    assert.deepEqual(
      all.map(({ outcome, offset }) => [outcome, offset]),
      [
        ["new", 2],
        ["repeat", 1],
        ["repeat", 2],
      ],
    );
    assert.equal((await store.head("chat")).check, all[0]?.check);
  });

  appendNoneExam(examine);
}

function appendNoneExam(examine: Examine): void {
  examine("all or none: one conflict, and nothing is appended", async (store) => {
    await store.append("chat", [said("a", "안녕")]);
    const before = await store.head("chat");
    const refused = await store.appendAll("chat", [said("b", "하나"), said("a", "잘 가"), said("c", "둘")]);
    assert.deepEqual(refused, { outcome: "conflict", index: 1, offset: 1 });
    const within = await store.appendAll("chat", [said("b", "하나"), said("b", "둘")]);
    assert.deepEqual(within, { outcome: "conflict", index: 1, offset: 2 });
    assert.deepEqual(await store.head("chat"), before);
    assert.equal((await store.append("chat", [said("b", "셋")]))[0]?.outcome, "new");
  });

  examine("all or none: what was removed is a repeat of anything", async (store) => {
    await store.append("chat", [said("a", "안녕")]);
    await store.remove("chat", 1);
    const all = await store.appendAll("chat", [said("a", "잘 가")]);
    assert.ok(Array.isArray(all));
    assert.equal(all[0]?.outcome, "repeat");
  });
}
