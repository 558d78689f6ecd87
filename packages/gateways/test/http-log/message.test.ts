import assert from "node:assert/strict";
import { test } from "node:test";
import { readLogMessages } from "../../src/http-log/message.ts";

test("Durable Streams 7.1: one message, or an array of them", () => {
  assert.deepEqual(readLogMessages('{"id":"a","text":"안녕"}'), { messages: [{ id: "a", text: "안녕" }], many: false });
  assert.deepEqual(readLogMessages('[{"text":"1"},{"text":"2","more":3}]'), {
    messages: [{ text: "1" }, { text: "2" }],
    many: true,
  });
  assert.deepEqual(readLogMessages('{"text":"1","key":"원/달러"}'), {
    messages: [{ text: "1", key: "원/달러" }],
    many: false,
  });
});

const wrong: readonly [body: string, why: RegExp][] = [
  ["", /^the body is not JSON$/],
  ["{", /^the body is not JSON$/],
  ["[]", /^the body is an empty array$/],
  ["1", /^the body: a message is an object/],
  ["null", /^the body: a message is an object/],
  ["[[]]", /^\[0\]\.: a message is an object/],
  ["{}", /^text: /],
  ['{"text":""}', /^text: a text has 1 to 16384 characters$/],
  [`{"text":"${"x".repeat(16_385)}"}`, /^text: /],
  ['[{"text":"a"},{"text":1}]', /^\[1\]\.text: /],
  ['{"text":"a","id":""}', /^id: /],
  ['{"text":"a","id":"a b"}', /^id: an id has 1 to 64 visible ASCII characters$/],
  [`{"text":"a","id":"${"x".repeat(65)}"}`, /^id: /],
  ['{"text":"a","id":7}', /^id: /],
  ['{"text":"a","key":""}', /^key: a key has 1 to 128 characters, none of them a control character$/],
  ['[{"text":"a"},{"text":"a","key":1}]', /^\[1\]\.key: /],
];
for (const [body, why] of wrong) {
  test(`what is wrong is said, and where: ${body.slice(0, 30)}`, () => {
    const read = readLogMessages(body);
    assert.ok(typeof read === "string");
    assert.match(read, why);
  });
}
