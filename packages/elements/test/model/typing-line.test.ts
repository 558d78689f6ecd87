import assert from "node:assert/strict";
import { test } from "node:test";
import { typingLine } from "../../src/model/typing-line.ts";
import { en } from "../../src/words/en.ts";
import { ko } from "../../src/words/ko.ts";

const person = (name: string) => ({ kind: "guest", name }) as const;
const line = (names: readonly string[], words = ko) =>
  typingLine({ count: names.length, people: names.map(person) }, person("나"), words);

test("the others who write, by name up to three", () => {
  assert.equal(line([]), "");
  assert.equal(line(["나"]), "");
  assert.equal(line(["나", "철수"]), "철수님이 쓰고 있습니다");
  assert.equal(line(["철수", "영희"]), "철수님 및 영희님이 쓰고 있습니다");
  assert.equal(line(["a", "b", "c", "d"]), "4명이 쓰고 있습니다");
  assert.equal(line(["Tom"], en), "Tom is writing");
  assert.equal(line(["Tom", "Ann"], en), "Tom and Ann are writing");
});

test("in a crowd there is only a number", () => {
  assert.equal(typingLine({ count: 7, people: [] }, person("나"), ko), "7명이 쓰고 있습니다");
});
