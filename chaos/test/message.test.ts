import assert from "node:assert/strict";
import { test } from "node:test";
import { numberOf, textOf } from "../message.ts";

test("a text says which message it is, and nothing else does", () => {
  for (let number = 0; number < 3000; number++) assert.equal(numberOf(textOf(number)), number);
  for (const text of ["", "7", `${textOf(7)} `, textOf(7).replace("7", "8"), "forged 7"]) {
    assert.equal(numberOf(text), undefined, text);
  }
});

test("texts are short and now and then long", () => {
  const lengths = Array.from({ length: 1000 }, (_, number) => textOf(number).length);
  assert.ok(lengths.filter((length) => length < 200).length > 900);
  assert.ok(Math.max(...lengths) > 3000);
});
