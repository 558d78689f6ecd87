import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseExtensions, spellExtensions } from "../../src/websocket/extension-header.ts";

/** Extensions as nested arrays, which read better. */
const parse = (header: string) =>
  parseExtensions(header)?.map(({ name, parameters }) => [name, ...parameters.map((p) => [p.name, p.value])]);

test("RFC 6455 9.1: the examples", () => {
  assert.deepEqual(parse("foo"), [["foo"]]);
  assert.deepEqual(parse("bar; baz=2"), [["bar", ["baz", "2"]]]);
  assert.deepEqual(parse("deflate-stream"), [["deflate-stream"]]);
  assert.deepEqual(parse("mux; max-channels=4; flow-control, deflate-stream"), [
    ["mux", ["max-channels", "4"], ["flow-control", undefined]],
    ["deflate-stream"],
  ]);
});

test("RFC 7692 5.1: offers with fallback, and a parameter with and without a value", () => {
  const header = "permessage-deflate; client_max_window_bits; server_max_window_bits=10, permessage-deflate";
  assert.deepEqual(parse(header), [
    ["permessage-deflate", ["client_max_window_bits", undefined], ["server_max_window_bits", "10"]],
    ["permessage-deflate"],
  ]);
});

test("RFC 6455 9.1: a quoted value is the token that it is when unquoted", () => {
  assert.deepEqual(parse('a; b="10"; c="\\x\\1"'), [["a", ["b", "10"], ["c", "x1"]]]);
  for (const header of ['a; b="1 0"', 'a; b=""', 'a; b="1,2"', 'a; b="\\""', 'a; b="1', 'a; b="1\\"']) {
    assert.equal(parse(header), undefined, header);
  }
});

test("RFC 9110 5.6: spaces stand around delimiters, and empty elements do not count", () => {
  assert.deepEqual(parse(" \ta ;\tb = 1 , ,c,"), [["a", ["b", "1"]], ["c"]]);
  assert.deepEqual(parse(""), []);
  assert.deepEqual(parse(" , "), []);
});

test("RFC 7692 7.1: a parameter that comes twice is kept twice, for who judges it", () => {
  assert.deepEqual(parse("a; b=1; b=2"), [["a", ["b", "1"], ["b", "2"]]]);
});

test("RFC 6455 9.1: what breaks the grammar is undefined", () => {
  for (const header of [
    "a b",
    "a;",
    "a; ;b",
    "=1",
    "a=1",
    "a; b=",
    "a; b=1=2",
    "; b",
    '"a"',
    'a; "b"',
    "a; b==1",
    "ä",
  ]) {
    assert.equal(parse(header), undefined, header);
  }
});

test("what is spelled is parsed again as it was", () => {
  const anyToken = fc.stringMatching(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,6}$/);
  const anyParameter = fc.record({ name: anyToken, value: fc.option(anyToken, { nil: undefined }) });
  const anyExtension = fc.record({ name: anyToken, parameters: fc.array(anyParameter, { maxLength: 3 }) });
  fc.assert(
    fc.property(fc.array(anyExtension, { maxLength: 4 }), (extensions) => {
      assert.deepEqual(JSON.stringify(parseExtensions(spellExtensions(extensions))), JSON.stringify(extensions));
    }),
  );
});

test("a hostile header of 64 KiB is judged in linear time", () => {
  for (const part of [" ", "a", '"', "\\", "a;", '"\\', ";", 'a; b="\\a', "\t "]) {
    const header = `${part.repeat(65_536 / part.length)}\u0000`;
    const start = process.cpuUsage();
    assert.equal(parseExtensions(header), undefined);
    assert.ok(process.cpuUsage(start).user < 300_000, JSON.stringify(part));
  }
});
