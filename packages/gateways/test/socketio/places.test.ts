import assert from "node:assert/strict";
import { test } from "node:test";
import { formatPosition, type Position } from "@madang/hub";
import { formatPositions, parsePositions } from "@madang/wire";
import { Places, placeIn } from "../../src/socketio/places.ts";

const at = (offset: number): Position => ({ epoch: "e", offset, check: offset });

test("positions.ts: the places of several rooms are one string, as the codec has it, kept up room by room", () => {
  const places = new Places();
  assert.equal(parsePositions(places.text), undefined);
  places.set("마당", at(1));
  places.set("a-b.c_d", at(2));
  places.set("마당", at(3));
  const expected = new Map([
    ["마당", formatPosition(at(3))],
    ["a-b.c_d", formatPosition(at(2))],
  ]);
  assert.equal(places.text, formatPositions(expected));
  places.delete("a-b.c_d");
  assert.equal(places.text, placeIn("마당")(at(3)));
  places.clear();
  assert.equal(parsePositions(places.text), undefined);
});
