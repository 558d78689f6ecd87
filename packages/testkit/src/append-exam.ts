import assert from "node:assert/strict";
import { type Draft, EMPTY_CHECK, type Entry, nextCheck, type Store } from "@madang/hub";
import { draftOf, draftsOf, SOME_DAY } from "./draft.ts";

type Examine = (title: string, exam: (store: Store) => Promise<void>) => void;

/** How entries come in, and when they do not. */
export function appendExam(examine: Examine): void {
  order(examine);
  places(examine);
  repeats(examine);
  conflicts(examine);
  authors(examine);
}

function said(text: string): Draft {
  return draftOf("x", { content: { text } });
}

/** The checks of a log of these drafts. */
function checksOf(drafts: readonly Draft[]): number[] {
  const checks: number[] = [];
  for (const draft of drafts) checks.push(nextCheck(checks.at(-1) ?? EMPTY_CHECK, draft));
  return checks;
}

function order(examine: Examine): void {
  examine("offsets begin with 1 and are contiguous, one answer for each draft", async (store) => {
    const answers = await store.append("chat", draftsOf(3));
    assert.deepEqual(
      answers.map(({ offset }) => offset),
      [1, 2, 3],
    );
    assert.ok(answers.every(({ outcome }) => outcome === "new"));
    assert.deepEqual(
      (await store.append("chat", draftsOf(1, 4))).map(({ offset }) => offset),
      [4],
    );
  });

  examine("no drafts, no entries", async (store) => {
    assert.deepEqual(await store.append("chat", []), []);
    assert.equal((await store.head("chat")).offset, 0);
  });

  examine("overlapping appends to one room take effect in the order of the calls", async (store) => {
    const calls = Array.from({ length: 200 }, (_, call) => store.append("chat", draftsOf(1 + (call % 3), call * 10)));
    const offsets = (await Promise.all(calls)).flat().map(({ offset }) => offset);
    assert.deepEqual(
      offsets,
      Array.from({ length: offsets.length }, (_, index) => index + 1),
    );
    const ids = (await store.read("chat", 0, 1_000)).map(({ id }) => id);
    const expected = Array.from({ length: 200 }, (_, call) => draftsOf(1 + (call % 3), call * 10).map(({ id }) => id));
    assert.deepEqual(ids, expected.flat());
  });
}

function places(examine: Examine): void {
  examine("rooms count for themselves and each has an epoch of its own", async (store) => {
    const rooms = Array.from({ length: 20 }, (_, index) => `방-${index}`);
    await Promise.all(rooms.flatMap((room) => [store.append(room, draftsOf(2)), store.append(room, draftsOf(2, 3))]));
    const heads = await Promise.all(rooms.map((room) => store.head(room)));
    assert.ok(heads.every(({ offset }) => offset === 4));
    assert.equal(new Set(heads.map(({ epoch }) => epoch)).size, rooms.length);
  });

  examine("each check vouches for the entry and all before it", async (store) => {
    const drafts = [...draftsOf(4), draftOf("b", { content: { data: Uint8Array.of(0, 255), contentType: "a/b" } })];
    const first = await store.append("chat", drafts.slice(0, 2));
    const rest = await store.append("chat", drafts.slice(2));
    const expected = checksOf(drafts);
    assert.deepEqual(
      [...first, ...rest].map((answer) => "check" in answer && answer.check),
      expected,
    );
    assert.deepEqual(
      (await store.read("chat", 0, 10)).map((entry: Entry) => entry.check),
      expected,
    );
    assert.equal((await store.head("chat")).check, expected.at(-1));
  });
}

function repeats(examine: Examine): void {
  examine("a repeat in a later call is answered with the first entry", async (store) => {
    const [first] = await store.append("chat", [said("안녕")]);
    assert.ok(first?.outcome === "new");
    const again = { ...said("안녕"), at: SOME_DAY + 5 };
    assert.deepEqual(await store.append("chat", [again]), [{ ...first, outcome: "repeat" }]);
    assert.equal((await store.head("chat")).offset, 1);
  });

  examine("a repeat within one call too, and offsets go on without a gap", async (store) => {
    const answers = await store.append("chat", [said("안녕"), said("안녕"), draftOf("y")]);
    assert.deepEqual(
      answers.map(({ outcome, offset }) => [outcome, offset]),
      [
        ["new", 1],
        ["repeat", 1],
        ["new", 2],
      ],
    );
  });

  examine("a repeat in a call that overlaps the first one", async (store) => {
    const answers = await Promise.all([1, 2, 3].map(() => store.append("chat", [said("안녕")])));
    assert.deepEqual(
      answers.flat().map(({ outcome, offset }) => [outcome, offset]),
      [
        ["new", 1],
        ["repeat", 1],
        ["repeat", 1],
      ],
    );
  });
}

function conflicts(examine: Examine): void {
  examine("the same id for something else is a conflict, and its neighbours are appended", async (store) => {
    await store.append("chat", [said("안녕")]);
    const answers = await store.append("chat", [draftOf("a"), said("hello"), draftOf("b")]);
    assert.deepEqual(answers[1], { outcome: "conflict", offset: 1 });
    assert.deepEqual(
      answers.map(({ offset }) => offset),
      [2, 1, 3],
    );
  });

  examine("text and data of the same bytes are not the same, nor is another media type", async (store) => {
    const data = (contentType: string, ...bytes: number[]): Draft =>
      draftOf("x", { content: { data: Uint8Array.from(bytes), contentType } });
    await store.append("chat", [data("a/b", 65)]);
    const answers = await store.append("chat", [data("a/b", 65), data("a/c", 65), data("a/b", 66), said("A")]);
    assert.deepEqual(
      answers.map(({ outcome }) => outcome),
      ["repeat", "conflict", "conflict", "conflict"],
    );
  });

  examine("an id is known in its own room only", async (store) => {
    await store.append("chat", [said("안녕")]);
    assert.equal((await store.append("방", [said("hello")]))[0]?.outcome, "new");
  });

  examine("ids that differ in half a surrogate pair differ", async (store) => {
    const answers = await store.append("chat", [
      draftOf("\ud800"),
      draftOf("\ud801"),
      draftOf("\ufffd"),
      draftOf("\ud800"),
    ]);
    assert.deepEqual(
      answers.map(({ offset }) => offset),
      [1, 2, 3, 1],
    );
  });
}

function authors(examine: Examine): void {
  examine("an id is known for its own author only", async (store) => {
    const answers = await store.append("chat", [
      draftOf("x", { author: { kind: "guest", name: "철수" } }),
      draftOf("x", { author: { kind: "guest", name: "영희" } }),
      draftOf("x", { author: { kind: "bot", name: "철수" } }),
      draftOf("x", { author: { kind: "user", name: "철수", id: "7" } }),
      draftOf("x", { author: { kind: "user", name: "철수", id: "8" } }),
    ]);
    assert.deepEqual(
      answers.map(({ outcome }) => outcome),
      ["new", "new", "new", "new", "new"],
    );
  });

  examine("somebody signed in is the same author under another name", async (store) => {
    await store.append("chat", [draftOf("x", { author: { kind: "user", name: "철수", id: "7" } })]);
    const [answer] = await store.append("chat", [draftOf("x", { author: { kind: "user", name: "민수", id: "7" } })]);
    assert.equal(answer?.outcome, "repeat");
  });
}
