import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { header } from "../../src/stomp/frame.ts";
import { PeerError } from "../../src/stomp/peer-error.ts";
import { Receipts } from "../../src/stomp/receipts.ts";

/** The ids of the RECEIPTs that it lets go. */
function handled(receipts: Receipts, ...args: Parameters<Receipts["handled"]>): string[] {
  return receipts.handled(...args).map((headers) => header(headers, "receipt-id") ?? "");
}

test("STOMP 1.2 RECEIPT: cumulative, so a receipt waits for all frames before it", () => {
  const receipts = new Receipts();
  const [one, two, three] = [receipts.open("r1"), receipts.open(undefined), receipts.open("r3")];
  assert.deepEqual(handled(receipts, three), []);
  assert.deepEqual(handled(receipts, one), ["r1"]);
  assert.equal(receipts.unhandled, 2);
  assert.deepEqual(handled(receipts, two), ["r3"]);
  assert.equal(receipts.unhandled, 0);
});

test("a frame is handled once; others are not there", () => {
  const receipts = new Receipts();
  const one = receipts.open("r1");
  assert.deepEqual(
    [handled(receipts, 0), handled(receipts, 2), handled(receipts, one), handled(receipts, one)],
    [[], [], ["r1"], []],
  );
});

test("STOMP 1.2 ERROR receipt-id: the receipt of a frame is known until it is handled", () => {
  const receipts = new Receipts();
  receipts.open("r1");
  assert.equal(receipts.receiptOf(1), "r1");
  assert.equal(receipts.receiptOf(0), undefined);
  handled(receipts, 1);
  assert.equal(receipts.receiptOf(1), undefined);
});

test("more frames under way than the bound are refused", () => {
  const receipts = new Receipts(2);
  receipts.open(undefined);
  receipts.open(undefined);
  assert.throws(() => receipts.open("r"), PeerError);
  handled(receipts, 1);
  assert.equal(receipts.open("r"), 3);
});

test("in whatever order frames are handled, receipts go out in the order of the frames, each once", () => {
  const anyOrder = fc.nat(30).chain((size) => {
    const numbers = Array.from({ length: size }, (_, index) => index + 1);
    return fc.shuffledSubarray(numbers, { minLength: size });
  });
  fc.assert(
    fc.property(anyOrder, (order) => {
      const receipts = new Receipts();
      for (let frame = 1; frame <= order.length; frame++) receipts.open(`r${frame}`);
      const out = order.flatMap((frame) => handled(receipts, frame));
      assert.deepEqual(
        out,
        Array.from(order, (_, index) => `r${index + 1}`),
      );
    }),
  );
});

test("a frame that came to nothing has no receipt, and holds nobody's back", () => {
  const receipts = new Receipts();
  const [one, two] = [receipts.open("r1"), receipts.open("r2")];
  assert.deepEqual(handled(receipts, two), []);
  assert.deepEqual(handled(receipts, one, false), ["r2"]);
});
