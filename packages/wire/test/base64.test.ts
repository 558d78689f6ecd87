import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { base64 } from "../src/base64.ts";

test("RFC 4648 10: the test vectors", () => {
  const spelled = ["", "f", "fo", "foo", "foob", "fooba", "foobar"].map((text) => base64(Buffer.from(text)));
  assert.deepEqual(spelled, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]);
});

test("RFC 4648 4: any bytes are spelled as Node spells them", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => assert.equal(base64(bytes), Buffer.from(bytes).toString("base64"))),
  );
});
