import assert from "node:assert/strict";
import { test } from "node:test";
import { HUES, hueOf, initials, isSame, personKey } from "../../src/model/person.ts";

test("a guest is the name, a signed-in person the id", () => {
  assert.ok(isSame({ kind: "user", name: "a", id: "1" }, { kind: "user", name: "b", id: "1" }));
  assert.ok(!isSame({ kind: "guest", name: "a" }, { kind: "user", name: "a", id: "a" }));
  assert.ok(!isSame({ kind: "guest", name: "a" }, undefined));
  assert.equal(personKey({ kind: "guest", name: "철수" }), "guest:철수");
});

test("a hue is the same for the same person, and of the palette", () => {
  for (const name of ["철수", "영희", "", "👨‍👩‍👧"]) {
    const hue = hueOf({ kind: "guest", name });
    assert.equal(hue, hueOf({ kind: "guest", name }));
    assert.ok(Number.isInteger(hue) && hue >= 0 && hue < HUES);
  }
});

test("initials are the given name, or first letters", () => {
  const cases = {
    김영희: "영희",
    철수: "철수",
    "손님-4821": "손님",
    "Jane Kim": "JK",
    tom: "T",
    "guest-4821": "G",
    "🎉🎉": "🎉",
    "": "?",
    é: "É",
  };
  for (const [name, signs] of Object.entries(cases)) assert.equal(initials(name), signs, name);
});
