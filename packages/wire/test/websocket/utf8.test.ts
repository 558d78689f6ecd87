import assert from "node:assert/strict";
import { isUtf8 } from "node:buffer";
import { test } from "node:test";
import fc from "fast-check";
import { UTF8_BROKEN, UTF8_START, utf8After } from "../../src/websocket/utf8.ts";
import { nodeHost } from "../host.ts";
import { anyCuts, split } from "./cuts.ts";
import { hex } from "./hex.ts";

/** Bytes that are nearly UTF-8: code points, their heads and tails, and the lead bytes that decide. */
const anyBytes = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 20 }).map((s) => Buffer.from(s)) },
      { weight: 1, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 3 }) },
      { weight: 1, arbitrary: fc.constantFrom(...["e0", "ed", "f0", "f4", "c1", "80", "bf", "ea b0"].map(hex)) },
    ),
    { maxLength: 8 },
  )
  .map((parts) => new Uint8Array(Buffer.concat(parts)));

function feed(chunks: readonly Uint8Array[]): number {
  return chunks.reduce((state, chunk) => utf8After(state, chunk, nodeHost), UTF8_START);
}

/** RFC 3629's table says nothing of beginnings; this asks Node: can anything that follows still make it valid? */
function canBecomeValid(bytes: Uint8Array): boolean {
  const ends = ["", "80", "bf", "80 80", "bf bf", "9f bf", "80 80 80", "bf bf bf", "8f bf bf", "a0 80", "90 80 80"];
  return ends.some((end) => isUtf8(Buffer.concat([bytes, hex(end)])));
}

test("RFC 3629 4: the same verdict as Node's isUtf8, in any cut", () => {
  fc.assert(
    fc.property(anyBytes, anyCuts, (bytes, cuts) => {
      assert.equal(feed(split(bytes, cuts)) === UTF8_START, isUtf8(bytes));
      assert.equal(feed([bytes]) === UTF8_START, isUtf8(bytes));
    }),
    { numRuns: 1_000 },
  );
});

test("RFC 6455 8.1: broken is said at the first byte that cannot be valid, and not before", () => {
  fc.assert(
    fc.property(anyBytes, (bytes) => {
      let state = UTF8_START;
      for (let at = 0; at < bytes.length; at++) {
        state = utf8After(state, bytes.subarray(at, at + 1), nodeHost);
        const start = bytes.subarray(0, at + 1);
        assert.equal(state === UTF8_BROKEN, !canBecomeValid(start));
        assert.equal(utf8After(UTF8_START, start, nodeHost), state);
      }
    }),
    { numRuns: 300 },
  );
});

test("RFC 3629 3: overlong forms, surrogates and what lies above U+10FFFF break at the byte that shows them", () => {
  const cases = { c0: 1, c1: 1, "e0 9f": 2, "ed a0": 2, "f0 8f": 2, "f4 90": 2, f5: 1, ff: 1, "80": 1, "ea b0 41": 3 };
  for (const [spelled, length] of Object.entries(cases)) {
    const bytes = hex(spelled);
    assert.equal(utf8After(UTF8_START, bytes, nodeHost), UTF8_BROKEN, spelled);
    assert.notEqual(utf8After(UTF8_START, bytes.subarray(0, length - 1), nodeHost), UTF8_BROKEN, spelled);
  }
});

test("RFC 6455 8.1: a long chunk goes on from a code point that the last one cut, and may cut one itself", () => {
  const text = Buffer.from("마당에서 만나요 😀 ".repeat(20));
  for (let cut = 0; cut <= text.length; cut++) {
    assert.equal(feed([text.subarray(0, cut), text.subarray(cut)]), UTF8_START, `cut at ${cut}`);
  }
  assert.equal(feed([text.subarray(0, 1), Buffer.concat([hex("41"), text])]), UTF8_BROKEN);
  assert.equal(feed([text, text.subarray(0, 2)]) === UTF8_START, false);
});

test("nothing mends a broken text", () => {
  assert.equal(feed([hex("ff"), Buffer.from("good again, and long enough for the host's own check")]), UTF8_BROKEN);
});
