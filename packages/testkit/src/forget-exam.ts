import assert from "node:assert/strict";
import type { Draft, Store } from "@madang/hub";
import { draftOf, draftsOf, SOME_DAY } from "./draft.ts";

type Examine = (title: string, exam: (store: Store) => Promise<void>) => void;

/** How entries go: one by one by the operator, or all that are too old. */
export function forgetExam(examine: Examine): void {
  removing(examine);
  removed(examine);
  pruning(examine);
  pruned(examine);
}

function removing(examine: Examine): void {
  examine("remove takes content and headers away, and leaves the place and the check", async (store) => {
    await store.append("chat", [draftOf("a"), draftOf("b", { headers: { said: "too" } }), draftOf("c")]);
    const before = await store.read("chat", 0, 10);
    const head = await store.head("chat");
    assert.equal(await store.remove("chat", 2), true);
    const { headers: _, ...rest } = before[1] ?? assert.fail();
    assert.deepEqual(await store.read("chat", 0, 10), [
      before[0],
      { ...rest, content: { text: "" }, removed: true },
      before[2],
    ]);
    assert.deepEqual(await store.head("chat"), head);
  });

  examine("remove takes data away too", async (store) => {
    await store.append("chat", [draftOf("a", { content: { data: Uint8Array.of(1, 2), contentType: "a/b" } })]);
    await store.remove("chat", 1);
    assert.deepEqual((await store.read("chat", 0, 1))[0]?.content, { text: "" });
  });
}

function removed(examine: Examine): void {
  examine("remove says when there is no such entry", async (store) => {
    await store.append("chat", draftsOf(1));
    assert.deepEqual(await Promise.all([0, 2, -1].map((offset) => store.remove("chat", offset))), [
      false,
      false,
      false,
    ]);
    assert.equal(await store.remove("없는방", 1), false);
  });

  examine("an entry may be removed twice", async (store) => {
    await store.append("chat", draftsOf(1));
    assert.deepEqual([await store.remove("chat", 1), await store.remove("chat", 1)], [true, true]);
  });

  examine("the id of a removed entry is still known, whatever is said under it", async (store) => {
    const [first] = await store.append("chat", [draftOf("x")]);
    await store.remove("chat", 1);
    const repeat = { ...first, outcome: "repeat" };
    assert.deepEqual(await store.append("chat", [draftOf("x"), draftOf("x", { content: { text: "else" } })]), [
      repeat,
      repeat,
    ]);
  });

  examine("entries go on after a removed last one", async (store) => {
    await store.append("chat", draftsOf(2));
    await store.remove("chat", 2);
    assert.equal((await store.append("chat", draftsOf(1, 3)))[0]?.offset, 3);
  });
}

/** Entries of so many milliseconds after the start of the day. */
function aged(...after: number[]): Draft[] {
  return after.map((ms, index) => draftOf(String(index + 1), { at: SOME_DAY + ms }));
}

function pruning(examine: Examine): void {
  examine("prune forgets every entry before a time and answers the earliest left", async (store) => {
    await store.append("chat", aged(1, 2, 3, 4));
    const head = await store.head("chat");
    assert.equal(await store.prune("chat", SOME_DAY + 3), 3);
    assert.deepEqual(
      (await store.read("chat", 0, 10)).map(({ offset }) => offset),
      [3, 4],
    );
    assert.deepEqual(await store.head("chat"), { ...head, earliest: 3 });
    assert.equal(await store.remove("chat", 2), false);
  });

  examine("prune stops at the first later entry: clocks order nothing", async (store) => {
    await store.append("chat", aged(1, 9, 2, 3));
    assert.equal(await store.prune("chat", SOME_DAY + 5), 2);
    assert.deepEqual(
      (await store.read("chat", 0, 10)).map(({ offset }) => offset),
      [2, 3, 4],
    );
  });

  examine("prune without anything old forgets nothing, again neither", async (store) => {
    await store.append("chat", aged(5, 6));
    assert.deepEqual([await store.prune("chat", SOME_DAY), await store.prune("chat", SOME_DAY)], [1, 1]);
    assert.equal(await store.prune("빈방", SOME_DAY), 1);
  });
}

function pruned(examine: Examine): void {
  examine("a log that has lost all goes on counting, and its check goes on", async (store) => {
    await store.append("chat", aged(1, 2));
    const head = await store.head("chat");
    assert.equal(await store.prune("chat", SOME_DAY + 9), 3);
    assert.deepEqual(await store.head("chat"), { ...head, earliest: 3 });
    assert.deepEqual(await store.read("chat", 0, 10), []);
    assert.equal((await store.append("chat", draftsOf(1, 7)))[0]?.offset, 3);
    assert.equal((await store.read("chat", 0, 10))[0]?.epoch, head.epoch);
  });

  examine("an id is known for as long as its entry is kept", async (store) => {
    await store.append("chat", aged(1, 9));
    await store.prune("chat", SOME_DAY + 5);
    const answers = await store.append("chat", [draftOf("1"), draftOf("2", { at: SOME_DAY })]);
    assert.deepEqual(
      answers.map(({ outcome, offset }) => [outcome, offset]),
      [
        ["new", 3],
        ["repeat", 2],
      ],
    );
  });

  examine("a long prune, while appends go on", async (store) => {
    await store.append(
      "chat",
      Array.from({ length: 3_500 }, (_, index) => draftOf(String(index), { at: index })),
    );
    const [earliest, ...answers] = await Promise.all([
      store.prune("chat", 3_200),
      ...Array.from({ length: 20 }, (_, call) => store.append("chat", [draftOf(`late ${call}`)])),
    ]);
    assert.equal(earliest, 3_201);
    assert.deepEqual(
      answers.flat().map(({ offset }) => offset),
      Array.from({ length: 20 }, (_, index) => 3_501 + index),
    );
    assert.equal((await store.read("chat", 0, 10_000)).length, 320);
  });
}
