import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  BROKEN_JSON,
  messageList,
  PAYLOAD_EXPECTED,
  readJsonpPayload,
  readSocketPayload,
  readXhrPayload,
} from "../../src/sockjs/index.ts";

const FORM = "application/x-www-form-urlencoded";

test("sockjs-protocol, XhrPolling test_invalid_json and test_sending_empty_frame", () => {
  assert.deepEqual(readXhrPayload('["a","b"]'), ["a", "b"]);
  assert.deepEqual(readXhrPayload("[]"), []);
  assert.equal(readXhrPayload(""), PAYLOAD_EXPECTED);
  assert.equal(readXhrPayload('["x'), BROKEN_JSON);
  for (const body of ['"x"', "{}", "null", "[1]", "7"]) assert.equal(readXhrPayload(body), PAYLOAD_EXPECTED, body);
});

test("sockjs-protocol, JsonPolling: a form's d, or JSON as it is", () => {
  assert.deepEqual(readJsonpPayload("d=%5B%22x%22%5D", FORM), ["x"]);
  assert.deepEqual(readJsonpPayload("a=1&d=%5B%22a+b%22%5D&d=x", `${FORM}; charset=UTF-8`), ["a b"]);
  assert.deepEqual(readJsonpPayload("d=%5B%5D", FORM), []);
  assert.deepEqual(readJsonpPayload('["%61bc"]', "text/plain"), ["%61bc"]);
  assert.deepEqual(readJsonpPayload('["a"]', ""), ["a"]);
  assert.equal(readJsonpPayload("d=%5B%22x", FORM), BROKEN_JSON);
  for (const body of ["", "d=", "p=p"]) assert.equal(readJsonpPayload(body, FORM), PAYLOAD_EXPECTED);
});

test("sockjs-protocol, JsonPolling: %61 inside the decoded value stays", () => {
  assert.deepEqual(readJsonpPayload("d=%5B%22%2561%22%5D", FORM), ["%61"]);
});

test("sockjs-protocol, Websocket: an array or one string; empty ones are ignored, broken ones drop the connection", () => {
  assert.deepEqual(readSocketPayload('["a"]'), ["a"]);
  assert.deepEqual(readSocketPayload('"a"'), ["a"]);
  assert.deepEqual(readSocketPayload(""), []);
  assert.deepEqual(readSocketPayload("[]"), []);
  for (const text of ['["a', "{}", "[1]", "null"]) assert.equal(readSocketPayload(text), undefined);
});

test("whatever comes is read without a throw, and what our own side spells comes back", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      readXhrPayload(text);
      readSocketPayload(text);
      readJsonpPayload(`d=${text}`, FORM);
    }),
  );
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary" })), (messages) => {
      const list = `[${messageList(messages)}]`;
      assert.deepEqual(readXhrPayload(list), messages);
      assert.deepEqual(readJsonpPayload(`d=${encodeURIComponent(list)}`, FORM), messages);
    }),
  );
});
