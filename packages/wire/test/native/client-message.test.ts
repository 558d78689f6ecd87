import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { parseClientMessage } from "../../src/native/index.ts";

const document = readFileSync(new URL("../../../../docs/protocol.md", import.meta.url), "utf8");
const examples = [...document.matchAll(/```json client\n(.+)\n```/g)].map(([, example = ""]) => example);

test("docs/protocol.md: every example from the client is a message, and nothing of it is lost", () => {
  assert.ok(examples.length >= 10);
  for (const example of examples) assert.deepEqual(parseClientMessage(example), JSON.parse(example));
});

test("docs/protocol.md, Errors: what is wrong is named, with what the error can be tied to", () => {
  const why = (message: object): unknown => {
    const read = parseClientMessage(JSON.stringify(message));
    return read.type === "bad" ? read.why : read;
  };
  assert.equal(why({ type: "send", room: "chat", id: "a" }), "text: missing");
  assert.equal(why({ type: "send", room: "chat", id: "a", text: "" }), "text: a text has 1 to 16384 characters");
  assert.equal(
    why({ type: "send", room: "chat", id: "a", text: "가".repeat(16_385) }),
    "text: a text has 1 to 16384 characters",
  );
  assert.equal(
    why({ type: "send", room: "chat", id: "한", text: "a" }),
    "id: an id has 1 to 64 visible ASCII characters",
  );
  assert.equal(
    why({ type: "send", room: "chat", id: "", text: "a" }),
    "id: an id has 1 to 64 visible ASCII characters",
  );
  assert.equal(why({ type: "join", room: 1 }), "room: not a text");
  assert.equal(why({ type: "join", room: "chat", last: 201 }), "last: a number from 0 to 200");
  assert.equal(why({ type: "join", room: "chat", last: 1.5 }), "last: a number from 0 to 200");
  assert.equal(why({ type: "typing", room: "chat", on: "yes" }), "on: true or false");
  assert.equal(why({ type: "ping", ref: "r".repeat(65) }), "ref: a ref has at most 64 characters");
  assert.equal(why({ type: "constructor" }), 'type: there is no message "constructor"');
  assert.equal(why({ type: "x".repeat(65) }), "type: there is no such message");
  assert.equal(why({ type: [7] }), "type: there is no such message");
  assert.equal(why({}), "type: there is no message without one");
  assert.equal(why({ type: "leave", room: "r".repeat(513) }), "room: no room has so long a name");
  assert.deepEqual(parseClientMessage('{"type":"send","room":"chat","id":"x","text":7,"ref":"1"}'), {
    type: "bad",
    why: "text: not a text",
    ref: "1",
    room: "chat",
    id: "x",
  });
});

test("docs/protocol.md: members that are not known are ignored", () => {
  assert.deepEqual(parseClientMessage('{"type":"ping","later":1}'), { type: "ping" });
});

test("a message nested as deep as 64 KiB allow is told to be wrong, wherever the nest is", () => {
  const nest = "[".repeat(32_000) + "]".repeat(32_000);
  for (const name of ["type", "ref", "room", "id", "text"]) {
    const read = parseClientMessage(`{"type":"send","room":"chat","id":"x","text":"a","${name}":${nest}}`);
    assert.equal(read.type, "bad", name);
  }
  assert.equal(parseClientMessage(`{"type":"ping","more":${nest}}`).type, "ping");
  assert.equal(parseClientMessage(nest).type, "bad");
});

test("docs/protocol.md: whatever comes is read without a throw", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.object().map((value) => JSON.stringify(value)),
      ),
      (text) => {
        const { type } = parseClientMessage(text);
        assert.equal(typeof type, "string");
      },
    ),
  );
});
