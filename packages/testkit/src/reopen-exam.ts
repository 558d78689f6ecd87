import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { Store } from "@madang/hub";
import { draftOf, draftsOf, SOME_DAY } from "./draft.ts";

type Examine<S> = (title: string, exam: (store: S, t: TestContext) => Promise<void>) => void;

/** What lasts when a durable store is closed and opened again. */
export function reopenExam<S extends Store>(
  examine: Examine<S>,
  reopen: (store: S, t: TestContext) => Promise<S>,
): void {
  examine("reopened, heads, epochs and entries are what they were", async (store, t) => {
    const empty = await store.head("빈방");
    await store.append("chat", [
      ...draftsOf(5),
      draftOf("d", { content: { data: Uint8Array.of(7), contentType: "a/b" } }),
    ]);
    await store.remove("chat", 2);
    const before = [await store.head("chat"), await store.read("chat", 0, 10)];
    const again = await reopen(store, t);
    assert.deepEqual([await again.head("chat"), await again.read("chat", 0, 10)], before);
    assert.deepEqual(await again.head("빈방"), empty);
  });

  examine("reopened, offsets go on and ids are known", async (store, t) => {
    const [first] = await store.append("chat", draftsOf(3));
    const again = await reopen(store, t);
    const answers = await again.append("chat", [...draftsOf(1), ...draftsOf(1, 4)]);
    assert.deepEqual(answers[0], { ...first, outcome: "repeat" });
    assert.equal(answers[1]?.offset, 4);
  });

  examine("reopened, what was forgotten stays so, and its places too", async (store, t) => {
    await store.append("chat", draftsOf(3));
    await store.prune("chat", SOME_DAY + 1);
    const before = await store.head("chat");
    const again = await reopen(store, t);
    assert.deepEqual(await again.head("chat"), before);
    assert.equal((await again.append("chat", draftsOf(1, 9)))[0]?.offset, 4);
  });

  examine("what was under way when it was closed is there", async (store, t) => {
    const calls = Array.from({ length: 100 }, (_, call) => store.append("chat", draftsOf(1, call)));
    const again = await reopen(store, t);
    assert.equal((await Promise.all(calls)).length, 100);
    assert.equal((await again.head("chat")).offset, 100);
  });
}
