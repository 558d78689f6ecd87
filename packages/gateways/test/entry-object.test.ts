import assert from "node:assert/strict";
import { test } from "node:test";
import type { Entry } from "@madang/hub";
import { entryObject } from "../src/entry-object.ts";

const entry: Entry = {
  kind: "entry",
  room: "chat",
  epoch: "e",
  offset: 36,
  check: 1,
  id: "a",
  author: { kind: "user", name: "영희", id: "42" },
  at: 5,
  content: { text: "안녕" },
  removed: false,
};
const common = { position: "e_00000000010_0000001", room: "chat", offset: 36, id: "a", author: entry.author, at: 5 };

test("docs/protocol.md, Entries: a text is a text", () => {
  assert.deepEqual(entryObject(entry), { ...common, text: "안녕" });
});

test("docs/protocol.md, Entries: bytes are base64 with their type, headers are passed through, what was removed says so", () => {
  const data = new Uint8Array([0, 1, 2, 255]);
  assert.deepEqual(
    entryObject({ ...entry, content: { data, contentType: "image/png" }, headers: { a: "b" }, key: "k" }),
    {
      ...common,
      data: "AAEC/w==",
      contentType: "image/png",
      headers: { a: "b" },
      key: "k",
    },
  );
  assert.deepEqual(entryObject({ ...entry, content: { text: "" }, removed: true }), {
    ...common,
    text: "",
    removed: true,
  });
});
