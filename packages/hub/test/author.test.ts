import assert from "node:assert/strict";
import { test } from "node:test";
import { authorKey } from "@madang/hub";

test("somebody signed in is known by id, a guest by name, and nobody by what another kind is called", () => {
  const keys = [
    authorKey({ kind: "guest", name: "철수" }),
    authorKey({ kind: "user", name: "철수" }),
    authorKey({ kind: "user", name: "철수", id: "철수" }),
    authorKey({ kind: "guest", name: "user=철수" }),
  ];
  assert.equal(new Set(keys).size, keys.length);
  assert.equal(authorKey({ kind: "user", name: "a", id: "1" }), authorKey({ kind: "user", name: "b", id: "1" }));
});
