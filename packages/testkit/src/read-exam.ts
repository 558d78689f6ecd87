import assert from "node:assert/strict";
import { type Draft, EMPTY_CHECK, type Store } from "@madang/hub";
import { draftOf, draftsOf, textOf } from "./draft.ts";

type Examine = (title: string, exam: (store: Store) => Promise<void>) => void;

/** What every string must survive: half a surrogate pair is no text for most of the world. */
const TEXTS = [
  "",
  "안녕하세요 👋🏽 여러분",
  "👨‍👩‍👧‍👦",
  "\u0000nul\u0000",
  "half \ud83d of a pair",
  "\udc00\ud800",
  "\ufeffbom",
  "a\r\nb",
  "''\"\\",
];

/** How entries come out. */
export function readExam(examine: Examine): void {
  heads(examine);
  pages(examine);
  contents(examine);
  sizes(examine);
}

function heads(examine: Examine): void {
  examine("the head of a log that nobody knew begins it", async (store) => {
    const head = await store.head("새방");
    assert.deepEqual({ ...head, epoch: "" }, { epoch: "", offset: 0, check: EMPTY_CHECK, earliest: 1 });
    assert.match(head.epoch, /^[0-9a-z]{1,32}$/);
    assert.deepEqual(await store.head("새방"), head);
  });

  examine("overlapping first questions get one epoch", async (store) => {
    const heads = await Promise.all([
      store.head("a"),
      store.head("a"),
      store.append("a", draftsOf(1)).then(() => store.head("a")),
    ]);
    assert.equal(new Set(heads.map(({ epoch }) => epoch)).size, 1);
  });

  examine("the head goes with the last entry", async (store) => {
    const { epoch } = await store.head("chat");
    const last = (await store.append("chat", draftsOf(5))).at(-1);
    assert.ok(last?.outcome === "new");
    assert.deepEqual(await store.head("chat"), { epoch, offset: 5, check: last.check, earliest: 1 });
  });
}

function pages(examine: Examine): void {
  const offsets = async (store: Store, after: number, limit: number): Promise<number[]> =>
    (await store.read("chat", after, limit)).map(({ offset }) => offset);

  examine("a read gives what lies above, in order, at most so many", async (store) => {
    await store.append("chat", draftsOf(10));
    assert.deepEqual(await offsets(store, 0, 3), [1, 2, 3]);
    assert.deepEqual(await offsets(store, 3, 3), [4, 5, 6]);
    assert.deepEqual(await offsets(store, 8, 3), [9, 10]);
    assert.deepEqual(await offsets(store, 9, 1), [10]);
    assert.deepEqual(await offsets(store, 10, 3), []);
    assert.deepEqual(await offsets(store, 99, 3), []);
    assert.deepEqual(await offsets(store, 5, 0), []);
  });

  examine("a read gives fewer only when the log has no more", async (store) => {
    await store.append("chat", draftsOf(2_500));
    assert.deepEqual((await offsets(store, 0, 1_000)).length, 1_000);
    assert.deepEqual(
      await offsets(store, 0, 5_000),
      Array.from({ length: 2_500 }, (_, index) => index + 1),
    );
    assert.deepEqual(
      await offsets(store, 1_499, 1_001),
      Array.from({ length: 1_001 }, (_, index) => index + 1_500),
    );
  });

  examine("a log that nobody knew has nothing to read", async (store) => {
    assert.deepEqual(await store.read("없는방", 0, 10), []);
  });

  examine("a read sees all that was acknowledged, while more is under way", async (store) => {
    await store.append("chat", draftsOf(20));
    const more = Array.from({ length: 50 }, (_, call) => store.append("chat", draftsOf(20, 100 + call * 20)));
    const seen = await offsets(store, 0, 10_000);
    assert.ok(seen.length >= 20);
    assert.deepEqual(
      seen,
      Array.from({ length: seen.length }, (_, index) => index + 1),
    );
    await Promise.all(more);
    assert.equal((await offsets(store, 0, 10_000)).length, 1_020);
  });
}

/** What is appended comes back with its place, and otherwise the same. */
async function same(store: Store, drafts: readonly Draft[]): Promise<void> {
  const { epoch } = await store.head("방");
  const answers = await store.append("방", drafts);
  const expected = drafts.map((draft, index) => {
    const answer = answers[index];
    assert.ok(answer?.outcome === "new");
    return { ...draft, kind: "entry", room: "방", epoch, offset: index + 1, check: answer.check, removed: false };
  });
  assert.deepEqual(await store.read("방", 0, drafts.length), expected);
}

function contents(examine: Examine): void {
  examine("an entry is its draft and its place, nothing more and nothing less", async (store) => {
    await same(store, [
      draftOf("a"),
      draftOf("b", { author: { kind: "user", name: "영희", id: "auth0|42" } }),
      draftOf("c", { author: { kind: "operator", name: "" } }),
      draftOf("d", { headers: { "content-type": "text/plain", 이름: "값 👋", __proto: "x", empty: "" } }),
      draftOf("e", { headers: {} }),
      draftOf("f", { at: 0 }),
    ]);
  });

  examine("every text comes back as it was, wherever it stands", async (store) => {
    await same(
      store,
      TEXTS.map((text, index) => draftOf(String(index), { content: { text } })),
    );
    const drafts = TEXTS.map((text) =>
      draftOf(`id ${text}`, { author: { kind: "user", name: text, id: text }, headers: { [text]: text } }),
    );
    await store.append("chat", drafts);
    const entries = await store.read("chat", 0, 100);
    assert.deepEqual(
      entries.map(({ id, author, headers }) => ({ id, author, headers })),
      drafts.map(({ id, author, headers }) => ({ id, author, headers })),
    );
  });

  examine("data comes back byte for byte, with its media type", async (store) => {
    const every = Uint8Array.from({ length: 256 }, (_, index) => index);
    await same(
      store,
      [every, new Uint8Array(0), every.subarray(10, 20)].map((data, index) =>
        draftOf(String(index), { content: { data: data.slice(), contentType: `application/x-${index}` } }),
      ),
    );
  });
}

function sizes(examine: Examine): void {
  examine("a view into a larger buffer is kept as the view shows it", async (store) => {
    const large = Uint8Array.from({ length: 1_000 }, (_, index) => index % 251);
    await store.append("chat", [draftOf("a", { content: { data: large.subarray(500, 503), contentType: "a/b" } })]);
    const [entry] = await store.read("chat", 0, 1);
    assert.deepEqual(entry?.content, { data: Uint8Array.of(249, 250, 0), contentType: "a/b" });
  });

  examine("a long text is kept whole", async (store) => {
    const text = "마당 ".repeat(50_000);
    await store.append("chat", [draftOf("a", { content: { text } })]);
    const [entry] = await store.read("chat", 0, 1);
    assert.ok(entry !== undefined && textOf(entry.content) === text);
  });
}
