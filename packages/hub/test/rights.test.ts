import assert from "node:assert/strict";
import { test } from "node:test";
import type { Author } from "@madang/hub";
import { Rights } from "../src/rights.ts";

const guest: Author = { kind: "guest", name: "철수" };
const operator: Author = { kind: "operator", name: "철수" };

test("everybody may read and send, only the operator may do the rest", () => {
  const rights = new Rights();
  for (const action of ["read", "send"] as const) assert.equal(rights.refusal(guest, "::1", action), undefined);
  for (const action of ["put room", "remove entry", "ban"] as const) {
    assert.equal(rights.refusal(guest, "::1", action), `only the operator may ${action}`);
    assert.equal(rights.refusal(operator, "::1", action), undefined);
  }
});

test("a ban of a name or an address keeps out whoever bears it, until it is lifted", () => {
  const rights = new Rights();
  rights.ban({ kind: "name", value: "철수" });
  rights.ban({ kind: "address", value: "10.0.0.1" });
  assert.equal(rights.refusal(guest, "::1", "read"), "the name 철수 is banned");
  assert.equal(rights.refusal({ kind: "user", id: "u1", name: "철수" }, "::1", "send"), "the name 철수 is banned");
  assert.equal(rights.refusal({ ...guest, name: "영희" }, "10.0.0.1", "read"), "the address 10.0.0.1 is banned");
  assert.equal(rights.refusal({ ...guest, name: "10.0.0.1" }, "철수", "read"), undefined);
  rights.lift({ kind: "name", value: "철수" });
  assert.equal(rights.refusal(guest, "::1", "read"), undefined);
  assert.notEqual(rights.refusal(guest, "10.0.0.1", "read"), undefined);
});

test("the operator cannot be kept out", () => {
  const rights = new Rights();
  rights.ban({ kind: "name", value: "철수" });
  rights.ban({ kind: "address", value: "::1" });
  assert.equal(rights.refusal(operator, "::1", "ban"), undefined);
});
