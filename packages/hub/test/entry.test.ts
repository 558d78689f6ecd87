import assert from "node:assert/strict";
import { test } from "node:test";
import { contentSize, type Entry, sameContent } from "@madang/hub";
import { draftOf } from "@madang/testkit";
import { withoutContent } from "../src/entry.ts";

const bytes = (...data: number[]): { data: Uint8Array; contentType: string } => ({
  data: Uint8Array.from(data),
  contentType: "a/b",
});

test("contents are the same byte for byte, with their media type, and a text is never the same as bytes", () => {
  assert.ok(sameContent({ text: "가" }, { text: "가" }));
  assert.ok(!sameContent({ text: "가" }, { text: "가".normalize("NFD") }));
  assert.ok(sameContent(bytes(1, 2), bytes(1, 2)));
  assert.ok(!sameContent(bytes(1, 2), bytes(1, 3)));
  assert.ok(!sameContent(bytes(1), bytes(1, 2)));
  assert.ok(!sameContent(bytes(1), { ...bytes(1), contentType: "a/c" }));
  assert.ok(!sameContent({ text: "" }, bytes()));
  assert.ok(!sameContent(bytes(), { text: "" }));
});

test("a content weighs its units or bytes", () => {
  assert.equal(contentSize({ text: "가나" }), 2);
  assert.equal(contentSize(bytes(1, 2, 3)), 3);
});

test("what is left of a removed entry is its place, author and time; its headers and key go with the content", () => {
  const entry: Entry = {
    ...draftOf("1", { headers: { a: "b" }, key: "k" }),
    kind: "entry",
    room: "chat",
    epoch: "e",
    offset: 1,
    check: 2,
    removed: false,
  };
  const { author, at, id } = entry;
  assert.deepEqual(withoutContent(entry), {
    id,
    author,
    at,
    kind: "entry",
    room: "chat",
    epoch: "e",
    offset: 1,
    check: 2,
    removed: true,
    content: { text: "" },
  });
});
