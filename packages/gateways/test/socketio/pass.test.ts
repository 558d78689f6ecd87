import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import type { Author } from "@madang/hub";
import { CountingChance } from "@madang/testkit";
import { isSame, Passes, type Seal } from "../../src/socketio/pass.ts";

const sealed = (key: string): Seal => ({ sign: (text) => createHmac("sha256", key).update(text).digest("base64url") });

test("issue 7, 3: a pid names the person, every one is another, and holds over restarts", () => {
  const chance = new CountingChance();
  const passes = new Passes(sealed("key"), chance);
  for (const author of [
    { kind: "guest", name: "철수.영희 %" },
    { kind: "user", name: "x", id: "\ud800." },
  ] as const) {
    const [pid, other] = [passes.issue(author), passes.issue(author)];
    assert.notEqual(pid, other);
    assert.match(pid, /^[\x21-\x7e]+$/);
    for (const again of [passes, new Passes(sealed("key"), chance)]) assert.deepEqual(again.read(pid), { ...author });
  }
});

test("issue 7, 3: what was not issued here names nobody", () => {
  const passes = new Passes(sealed("key"), new CountingChance());
  const pid = passes.issue({ kind: "guest", name: "철수" });
  const other = new Passes(sealed("other"), new CountingChance()).issue({ kind: "guest", name: "철수" });
  for (const wrong of ["", ".", "..", "x", `${pid}x`, pid.slice(1), pid.replace("id1", "id2"), other])
    assert.equal(passes.read(wrong), undefined, wrong);
});

test("one person has one key, and one name for a guest", () => {
  const 철수: Author = { kind: "guest", name: "철수" };
  assert.equal(isSame(철수, { ...철수 }), true);
  assert.equal(isSame(철수, { kind: "guest", name: "영희" }), false);
  assert.equal(isSame(undefined, 철수), false);
});
