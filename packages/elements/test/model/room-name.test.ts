import assert from "node:assert/strict";
import { test } from "node:test";
import { pathOfRoom, roomName, roomOfPath } from "../../src/model/room-name.ts";

test("a room's name is letters, digits and - _ . of any script", () => {
  assert.equal(roomName(" 점심.모임_2-a "), "점심.모임_2-a");
  assert.equal(roomName("한글".normalize("NFD")), "한글");
  for (const wrong of ["", "a b", "a/b", "..", "a:b", "x".repeat(65), "🎉"])
    assert.equal(roomName(wrong), undefined, wrong);
});

test("an address names a room, and a wrong one the first room", () => {
  assert.equal(roomOfPath(pathOfRoom("점심모임")), "점심모임");
  for (const path of ["/chat", "/chat/", "/", "/chat/%ff", "/chat/a%2Fb"]) assert.equal(roomOfPath(path), "chat", path);
});
