import assert from "node:assert/strict";
import { test } from "node:test";
import {
  readHosts,
  readKeyFile,
  readOrigins,
  readPatterns,
  readRanges,
  readToken,
  readUrl,
} from "../src/option-readers.ts";

test("RFC 6454 6.2: origins as browsers spell them, and nothing with a path", () => {
  assert.deepEqual(readOrigins("https://한국.kr, http://localhost:9000"), [
    "https://xn--3e0b707e.kr",
    "http://localhost:9000",
  ]);
  for (const wrong of ["https://a/b", "a.example", "ftp://a"])
    assert.throws(() => readOrigins(wrong), /is not a web origin/);
});

test("RFC 9110 7.2: names of hosts as URLs spell them, without a port", () => {
  assert.deepEqual(readHosts("Chat.Example., 한국.kr, 10.0.0.1, [FD00::1]"), [
    "chat.example",
    "xn--3e0b707e.kr",
    "10.0.0.1",
    "[fd00::1]",
  ]);
  for (const wrong of ["a:8080", "http://a", "a/b", "me@a", "*.example", "a b"])
    assert.throws(() => readHosts(wrong), /is not a host's name/);
});

test("addresses and ranges; a mask that is missing or too long is a fault, not the whole world", () => {
  const ranges = readRanges("10.0.0.0/8,::1");
  assert.deepEqual(
    [ranges.check("10.2.3.4"), ranges.check("11.0.0.1"), ranges.check("::1", "ipv6")],
    [true, false, true],
  );
  for (const wrong of ["10.0.0.0/", "10.0.0.0/33", "a"]) assert.throws(() => readRanges(wrong), /is not an address/);
});

test("destinations for STOMP front ends", () => {
  assert.equal(readPatterns("/topic/,/app/{room}/send").length, 2);
  assert.throws(() => readPatterns("topic"), { name: "OptionProblem" });
});

test("tokens, files and addresses say what is wrong with them", () => {
  assert.equal(readToken("0123456789abcdef"), "0123456789abcdef");
  assert.throws(() => readToken("short"), /at least 16/);
  assert.throws(() => readKeyFile("/nowhere/at/all"), /cannot be read: ENOENT/);
  assert.equal(readUrl("https://a.example/keys"), "https://a.example/keys");
  assert.throws(() => readUrl("a.example"), /is not an address/);
});
