import assert from "node:assert/strict";
import { test } from "node:test";
import { flagOf, OptionProblem, readList, readOneOf, readPort, readText, variableOf } from "../src/option.ts";

test("design: a flag --like-this and a variable MADANG_LIKE_THIS", () => {
  const option = { name: "like-this", value: "<x>", help: "", read: readText };
  assert.deepEqual([flagOf(option), variableOf(option)], ["--like-this", "MADANG_LIKE_THIS"]);
});

test("a port is a whole number from 0 to 65535", () => {
  assert.deepEqual(["0", "8080", "65535"].map(readPort), [0, 8080, 65_535]);
  for (const text of ["", "-1", "65536", "80.5", "1e3", "0x50", " 80", "http"])
    assert.throws(() => readPort(text), OptionProblem);
});

test("a list is cut at commas, without white space and empty parts", () => {
  assert.deepEqual(readList(" a, b ,,c"), ["a", "b", "c"]);
  assert.deepEqual(readList(""), []);
});

test("one of a few words, and no other", () => {
  const read = readOneOf("on", "off");
  assert.equal(read("on"), "on");
  for (const text of ["On", "", "on ", "toString"]) assert.throws(() => read(text), /"on"|one of on, off/);
});

test("a text is not empty", () => {
  assert.equal(readText("a"), "a");
  assert.throws(() => readText(""), OptionProblem);
});
