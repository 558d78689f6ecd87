import assert from "node:assert/strict";
import { test } from "node:test";
import type { Write } from "../src/call.ts";
import { Queue } from "../src/queue.ts";

const nobody = { resolve: () => undefined, reject: () => undefined };
const append = (count: number): Write => ({ kind: "append", room: "chat", count });

function queueOf(...writes: Write[]): Queue {
  const queue = new Queue();
  for (const call of writes) queue.addWrite({ call, cells: call.kind === "append" ? [call.count] : [], ...nobody });
  return queue;
}

test("all that waits goes together, in order, with its drafts", () => {
  const queue = queueOf(append(1), { kind: "begin", room: "방" }, append(2));
  queue.addRead({ call: { kind: "rooms" }, ...nobody });
  const { group } = queue.depart();
  assert.deepEqual(group, {
    reads: [{ kind: "rooms" }],
    writes: [append(1), { kind: "begin", room: "방" }, append(2)],
    cells: [1, 2],
  });
  assert.ok(queue.isEmpty);
});

test("a group has 1,024 drafts at most, and reads do not wait for the rest", () => {
  const queue = queueOf(append(1_000), append(24), append(1), append(5_000), append(3));
  queue.addRead({ call: { kind: "bans" }, ...nobody });
  const counts = () => queue.depart().group.writes.map((call) => "count" in call && call.count);
  const { group } = queue.depart();
  assert.deepEqual([group.reads.length, group.writes.length], [1, 2]);
  assert.deepEqual([counts(), counts(), counts(), counts()], [[1], [5_000], [3], []]);
});
