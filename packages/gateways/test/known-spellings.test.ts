import assert from "node:assert/strict";
import { test } from "node:test";
import type { Spelling } from "@madang/hub";
import { textFake } from "@madang/testkit";
import { KnownSpellings, MAX_SPELLINGS } from "../src/known-spellings.ts";

test("a spelling is made once for a name, and again when there have been very many others", () => {
  const known = new KnownSpellings();
  const get = (name: string): Spelling => known.get(name, () => ({ ...textFake }));
  const first = get("0");
  for (let index = 1; index < MAX_SPELLINGS; index++) get(String(index));
  assert.equal(get("0"), first);
  get("one more");
  assert.notEqual(get("0"), first);
  assert.equal(get("0").key, first.key);
});
