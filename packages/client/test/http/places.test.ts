import assert from "node:assert/strict";
import { test } from "node:test";
import { Places } from "../../src/http/places.ts";
import { standsAfter } from "../../src/place.ts";

test("http-log.md, Several rooms: each has its place, and an entry passes once, in order", () => {
  const places = new Places(standsAfter);
  places.set("chat", "e_1_x");
  places.set("마당", "f_7_y");
  assert.deepEqual(places.query, [
    ["room", "chat:e_1_x"],
    ["room", "마당:f_7_y"],
  ]);
  const passed = ["e_2_a", "e_2_a", "e_1_x", "e_3_b"].map((position) => places.pass({ room: "chat", position }));
  assert.deepEqual(passed, [true, false, false, true]);
  assert.equal(places.lacks("chat", "e_4_c"), true);
  assert.equal(places.lacks("chat", "e_3_b"), false);
  assert.equal(places.pass({ room: "none", position: "e_9_z" }), false);
  places.delete("chat");
  assert.equal(places.size, 1);
});
