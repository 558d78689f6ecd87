import assert from "node:assert/strict";
import { test } from "node:test";
import { foldNotices, type Notice } from "../../src/model/notice-folding.ts";

const person = (name: string) => ({ kind: "guest", name }) as const;
const came = (name: string, self = false): Notice => ({ what: "came", person: person(name), self });
const went = (name: string, self = false): Notice => ({ what: "went", person: person(name), self });
const told = (run: readonly Notice[]) =>
  foldNotices(run).map(({ what, people, self }) => `${self ? "self " : ""}${what} ${people.map(({ name }) => name)}`);

test("a run of others is one line for those who came and one for those who went", () => {
  assert.deepEqual(told([came("a"), came("b"), went("c")]), ["came a,b", "went c"]);
});

test("who came and went again, or only reloaded, is no news", () => {
  assert.deepEqual(told([came("a"), went("a"), went("b"), came("b")]), []);
  assert.deepEqual(told([came("a"), went("a"), came("a")]), ["came a"]);
});

test("about oneself each stands alone, in its place", () => {
  assert.deepEqual(told([came("a"), came("me", true), came("b")]), ["came a", "self came me", "came b"]);
});
