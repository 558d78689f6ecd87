import assert from "node:assert/strict";
import { test } from "node:test";
import type { Headers } from "@madang/wire/stomp";
import { nodeHost } from "../../../wire/test/host.ts";
import { isPassedOn, type SentContent, sentContent } from "../../src/stomp/content.ts";

function sent(body: Uint8Array | string, headers: Headers = []): SentContent | string {
  const event = { kind: "send", frame: 1, destination: "/rooms/a", headers, body: Buffer.from(body) } as const;
  return sentContent(event, nodeHost);
}

test("docs/stomp.md, Bodies: UTF-8 of no type or of plain text is a text, which keeps its type", () => {
  assert.deepEqual(sent("안녕"), { content: { text: "안녕" } });
  for (const type of ["text/plain", "text/plain;charset=UTF-8", 'text/plain; charset="utf-8"'])
    assert.deepEqual(sent("안녕", [["content-type", type]]), {
      content: { text: "안녕" },
      headers: { "content-type": type },
    });
});

test("docs/stomp.md, Bodies: all else is bytes with their type", () => {
  const data = Buffer.from([0, 255]);
  assert.deepEqual(sent(data), { content: { data, contentType: "application/octet-stream" } });
  assert.deepEqual(sent(data, [["content-type", "text/plain"]]), { content: { data, contentType: "text/plain" } });
  const json = Buffer.from("{}");
  assert.deepEqual(sent(json, [["content-type", "application/json"]]), {
    content: { data: json, contentType: "application/json" },
  });
  assert.ok(typeof sent("가", [["content-type", "text/plain;charset=euc-kr"]]) === "object");
});

test("STOMP 1.2 SEND: headers of the user's own go on, the first of repeats; those that are ours do not", () => {
  const { headers } = sent("x", [
    ["destination", "/rooms/a"],
    ["receipt", "1"],
    ["mood", "good"],
    ["mood", "bad"],
    ["author", "operator"],
    ["author-id", "1"],
    ["__proto__", "p"],
  ]) as SentContent;
  assert.deepEqual(Object.entries(headers ?? {}), [
    ["mood", "good"],
    ["__proto__", "p"],
  ]);
  assert.deepEqual([isPassedOn("timestamp"), isPassedOn("mood")], [false, true]);
});

test("docs/stomp.md, Sending: an id has 1 to 64 visible ASCII characters", () => {
  assert.deepEqual(sent("x", [["id", "a-1"]]), { content: { text: "x" }, id: "a-1" });
  for (const id of ["", "한", "x".repeat(65)])
    assert.equal(sent("x", [["id", id]]), "id: an id has 1 to 64 visible ASCII characters");
});

test("docs/stomp.md, Sending: a key is none of the headers that are passed on", () => {
  assert.deepEqual(sent("1", [["x-key", "원/달러"]]), { content: { text: "1" }, key: "원/달러" });
  assert.equal(sent("1", [["x-key", ""]]), "x-key: a key has 1 to 128 characters, none of them a control character");
});
