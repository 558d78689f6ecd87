import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Outbox } from "../src/outbox.ts";

test("what is taken is in doubt: it is confirmed, or comes back before the rest", () => {
  const outbox = new Outbox<string>(true);
  outbox.add("a");
  outbox.add("bb");
  assert.deepEqual(outbox.take(), ["a", "bb"]);
  outbox.add("c");
  outbox.putBack();
  assert.equal(outbox.waitingSize, 4);
  assert.deepEqual(outbox.take(), ["a", "bb", "c"]);
  assert.equal(outbox.confirmed, 0);
  outbox.confirm();
  assert.equal(outbox.confirmed, 3);
  outbox.putBack();
  assert.equal(outbox.isEmpty, true);
});

test("one that does not keep only counts", () => {
  const outbox = new Outbox<string>(false);
  outbox.add("a");
  outbox.take();
  outbox.putBack();
  assert.equal(outbox.isEmpty, true);
  outbox.confirm();
  assert.equal(outbox.confirmed, 1);
});

test("in any order of adding, answers lost and answers read: each item is read once, in order", () => {
  const anyActs = fc.array(fc.constantFrom("add", "add", "lose", "read"));
  fc.assert(
    fc.property(anyActs, (acts) => {
      const outbox = new Outbox<string>(true);
      const read: string[] = [];
      let added = 0;
      for (const act of [...acts, "read"]) {
        if (act === "add") outbox.add(`${added++}`);
        if (act === "lose") {
          outbox.take();
          outbox.putBack();
        }
        if (act !== "read") continue;
        read.push(...outbox.take());
        outbox.confirm();
        assert.equal(outbox.confirmed, read.length);
      }
      assert.deepEqual(
        read,
        Array.from({ length: added }, (_, at) => `${at}`),
      );
      assert.equal(outbox.waitingSize, 0);
    }),
  );
});
