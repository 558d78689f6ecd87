import assert from "node:assert/strict";
import { test } from "node:test";
import { NameTable } from "../src/name-table.ts";
import { tempDatabase } from "./temp-folder.ts";

test("a name is kept once", (t) => {
  const names = new NameTable(tempDatabase(t));
  for (const name of ["철수", "영희", "철수"]) names.keep(name);
  assert.deepEqual(new Set(names.all()), new Set(["철수", "영희"]));
  assert.equal(names.all().length, 2);
});
