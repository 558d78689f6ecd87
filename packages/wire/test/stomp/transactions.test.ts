import assert from "node:assert/strict";
import { test } from "node:test";
import { Transactions } from "../../src/stomp/transactions.ts";
import { frameOf } from "./frames.ts";

const BEGIN = frameOf("BEGIN transaction=t");
const COMMIT = frameOf("COMMIT transaction=t");

test("STOMP 1.2 BEGIN, COMMIT: what was collected comes out in order, once", () => {
  const open = new Transactions();
  open.begin(BEGIN);
  const frames = [frameOf("SEND | a"), frameOf("ACK id=1-x")];
  for (const [index, frame] of frames.entries()) open.collect("t", frame, index);
  assert.deepEqual(
    open.end(COMMIT).map(({ frame, number }) => [frame, number]),
    [
      [frames[0], 0],
      [frames[1], 1],
    ],
  );
  assert.throws(() => open.end(COMMIT), { message: "no such transaction" });
});

test("STOMP 1.2 BEGIN: names are unique while open, required, and known", () => {
  const open = new Transactions();
  open.begin(BEGIN);
  assert.throws(() => open.begin(BEGIN), { message: "a transaction with this name is open" });
  assert.throws(() => open.begin(frameOf("BEGIN")), { message: "BEGIN without transaction" });
  assert.throws(() => open.end(frameOf("ABORT")), { message: "ABORT without transaction" });
  assert.throws(() => open.collect("u", frameOf("SEND | a"), 1), { message: "no such transaction" });
  open.end(frameOf("ABORT transaction=t"));
  open.begin(BEGIN);
});

test("bounds: open transactions, frames and bytes in all of them; what is ended counts no more", () => {
  const open = new Transactions({ maxTransactions: 2, maxTransactionFrames: 3, maxTransactionBytes: 10 });
  open.begin(BEGIN);
  open.begin(frameOf("BEGIN transaction=u"));
  assert.throws(() => open.begin(frameOf("BEGIN transaction=v")), { closeCode: 1008 });
  open.collect("t", frameOf("SEND | 12345"), 1);
  open.collect("u", frameOf("SEND | 12345"), 2);
  assert.throws(() => open.collect("u", frameOf("SEND | 1"), 3), { closeCode: 1009 });
  const fresh = new Transactions({ maxTransactionFrames: 1, maxTransactionBytes: 5 });
  for (let round = 0; round < 3; round++) {
    fresh.begin(BEGIN);
    fresh.collect("t", frameOf("SEND | 12345"), 1);
    fresh.end(COMMIT);
  }
  fresh.begin(BEGIN);
  fresh.collect("t", frameOf("SEND"), 1);
  assert.throws(() => fresh.collect("t", frameOf("SEND"), 2), { closeCode: 1008 });
});
