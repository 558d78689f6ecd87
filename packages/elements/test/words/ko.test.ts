import assert from "node:assert/strict";
import { test } from "node:test";
import { ko } from "../../src/words/ko.ts";

test("님 makes the particle the same for every name", () => {
  assert.equal(ko.came(["철수"]), "철수님이 들어왔습니다");
  assert.equal(ko.went(["영희", "민수", "Tom"]), "영희님, 민수님 및 Tom님이 나갔습니다");
  assert.equal(ko.came(["a", "b", "c", "d"]), "a님 외 3명이 들어왔습니다");
  assert.equal(ko.newFrom("철수", 2), "철수님부터 새 메시지 2개");
});
