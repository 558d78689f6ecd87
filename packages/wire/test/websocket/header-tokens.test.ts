import assert from "node:assert/strict";
import { test } from "node:test";
import { hasToken, isToken, tokenList, trimSpace } from "../../src/websocket/header-tokens.ts";

test("RFC 9110 5.6.2: a token has no separators, no spaces and nothing above ASCII", () => {
  for (const token of ["GET", "madang.v1", "!#$%&'*+-.^_`|~09azAZ"]) assert.equal(isToken(token), true, token);
  for (const text of ["", "a b", "a,b", "a/b", 'a"', "마당", "a\n", "a:"]) assert.equal(isToken(text), false, text);
});

test("RFC 9110 5.6.1: a list of tokens, in order, without its empty elements", () => {
  assert.deepEqual(tokenList("chat, madang.v1"), ["chat", "madang.v1"]);
  assert.deepEqual(tokenList(",a ,\t b,,"), ["a", "b"]);
  assert.deepEqual(tokenList(""), []);
});

test("RFC 6455 4.2.1: an element that is no token spoils the list", () => {
  for (const value of ["a b", "a, b/c", '"a"', "a;q=1"]) assert.equal(tokenList(value), undefined, value);
});

test("RFC 6455 4.2.1: Upgrade and Connection name their token in any case, among others", () => {
  for (const value of ["Upgrade", "keep-alive, UPGRADE", "a,\tupgrade ,b"])
    assert.equal(hasToken(value, "upgrade"), true);
  for (const value of [undefined, "", "upgraded", "up grade", "keep-alive"]) {
    assert.equal(hasToken(value, "upgrade"), false, value);
  }
});

test("RFC 9110 5.6.3: only spaces and tabs are trimmed", () => {
  assert.equal(trimSpace(" \t a \u00a0 "), "a \u00a0");
  assert.equal(trimSpace(" \t"), "");
});
