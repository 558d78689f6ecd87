import assert from "node:assert/strict";
import { test } from "node:test";
import { type HeadRules, parseHead, trimValues } from "../../src/stomp/frame-head.ts";
import { PeerError } from "../../src/stomp/peer-error.ts";

const V12: HeadRules = { version: "1.2", crlf: true };
const V11: HeadRules = { version: "1.1", crlf: false };
const V10: HeadRules = { version: "1.0", crlf: false };
const BEFORE: HeadRules = { version: undefined, crlf: true };

function fault(text: string, rules: HeadRules): string {
  try {
    parseHead(text, rules);
  } catch (error) {
    assert.ok(error instanceof PeerError);
    return `${error.closeCode} ${error.message}`;
  }
  return "none";
}

test("STOMP 1.2 STOMP Frames: a command and headers, in order, repeats kept", () => {
  assert.deepEqual(parseHead("MESSAGE\nfoo:World\nfoo:Hello\nempty:\n", V12), {
    command: "MESSAGE",
    headers: [
      ["foo", "World"],
      ["foo", "Hello"],
      ["empty", ""],
    ],
  });
});

test("STOMP 1.2 Augmented BNF: a line may end in CRLF; in 1.1 a CR belongs to the value", () => {
  assert.deepEqual(parseHead("SEND\r\na:1\r\nb:2\n", V12).headers, [
    ["a", "1"],
    ["b", "2"],
  ]);
  assert.deepEqual(parseHead("SEND\na:1\r\n", V11).headers, [["a", "1\r"]]);
});

test("STOMP 1.2 Value Encoding: names and values are unescaped; spaces are never trimmed", () => {
  assert.deepEqual(parseHead("SEND\na\\cb: x\\n\\r \n", V12).headers, [["a:b", " x\n\r "]]);
  assert.deepEqual(parseHead("SEND\na\\cb: x\\n \n", V11).headers, [["a:b", " x\n "]]);
});

test("STOMP 1.0: no escapes, and values are trimmed, as its examples are padded", () => {
  assert.deepEqual(parseHead("SEND\ndestination: /queue/\\a \n", V10).headers, [["destination", "/queue/\\a"]]);
  assert.deepEqual(trimValues([["login", "  me "]]), [["login", "me"]]);
});

test("STOMP 1.2 Value Encoding: CONNECT and CONNECTED are not unescaped, STOMP is", () => {
  assert.deepEqual(parseHead("CONNECT\npasscode:a\\tb\\n\n", BEFORE).headers, [["passcode", "a\\tb\\n"]]);
  assert.deepEqual(parseHead("CONNECTED\nserver:a\\c\n", V12).headers, [["server", "a\\c"]]);
  assert.deepEqual(parseHead("STOMP\npasscode:a\\cb\n", BEFORE).headers, [["passcode", "a:b"]]);
  assert.equal(fault("STOMP\npasscode:a\\t\n", BEFORE), "1002 undefined escape in a header");
});

test("a colon in a value that its client did not escape is let pass", () => {
  assert.deepEqual(parseHead("SEND\nlink:http://x:1\n", V12).headers, [["link", "http://x:1"]]);
});

test("what is no header, no command or no escape is a fault with its words", () => {
  assert.equal(fault("SEND\nbare\na:b\n", V12), "1002 a header without a colon");
  assert.equal(fault("SEND\nbare\r\n:x\n", V12), "1002 a header without a colon");
  assert.equal(fault("SEND\n:value\n", V12), "1002 a header without a name");
  assert.equal(fault("send\n", V12), "1002 unknown command");
  assert.equal(fault("SEND\r\n", V11), "1002 unknown command");
  assert.equal(fault("SEND\na:\\r\n", V11), "1002 undefined escape in a header");
});
