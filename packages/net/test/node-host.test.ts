import assert from "node:assert/strict";
import { test } from "node:test";
import { NodeHost } from "../src/node-host.ts";

const host = new NodeHost();

test("FIPS 180-4: sha1 of abc", () => {
  assert.equal(host.sha1("abc", "hex"), "a9993e364706816aba3e25717850c26c9cd0d89d");
  assert.equal(host.sha1("abc", "base64"), "qZk+NkcGgWq6PiVxeFDCbJzQ2J0=");
});

test("random bytes are as many as asked for, and no two the same over the pool's ends", () => {
  const seen = new Set<string>();
  for (let index = 0; index < 1000; index++) seen.add(Buffer.from(host.random(16)).toString("hex"));
  assert.equal(seen.size, 1000);
  assert.equal(host.random(10_000).length, 10_000);
  assert.equal(host.random(0).length, 0);
});

test("random bytes that were given out are not written to again", () => {
  const first = host.random(4);
  const before = Buffer.from(first).toString("hex");
  for (let index = 0; index < 3000; index++) host.random(4);
  assert.equal(Buffer.from(first).toString("hex"), before);
});

test("RFC 3629: UTF-8 there and back, and what is none", () => {
  assert.equal(host.decode(host.encode("안녕 👋")), "안녕 👋");
  assert.equal(host.decode(Buffer.from("xx안녕").subarray(2)), "안녕");
  assert.equal(host.decode(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61)), "\uFEFFa");
  assert.ok(host.isUtf8(host.encode("안녕")));
  for (const bytes of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80]]) {
    assert.ok(!host.isUtf8(Uint8Array.from(bytes)));
  }
});

test("RFC 1951: raw deflate ends with an empty stored block, and inflates with a final one behind it", () => {
  const words = Buffer.from("마당 ".repeat(500));
  for (const bits of [9, 12, 15]) {
    const deflated = host.deflateRaw(words, bits);
    assert.equal(Buffer.from(deflated.subarray(-4)).toString("hex"), "0000ffff");
    assert.ok(deflated.length < words.length / 10);
    const ended = Buffer.concat([deflated, Uint8Array.of(3, 0)]);
    assert.deepEqual(host.inflateRaw(ended, words.length), { bytes: words, used: ended.length });
  }
});

test("RFC 7692 7.1.1: references reach into what went before, on both sides", () => {
  const before = Buffer.from("a yard in front of a house, where whoever comes in by whichever gate meets");
  const [alone, with_] = [host.deflateRaw(before, 15), host.deflateRaw(before, 15, before)];
  assert.ok(with_.length < alone.length / 3);
  const ended = Buffer.concat([with_, Uint8Array.of(3, 0)]);
  const inflated = host.inflateRaw(ended, 1000, before);
  assert.ok(typeof inflated === "object" && Buffer.from(inflated.bytes).equals(before));
  assert.equal(host.inflateRaw(ended, 1000), "broken");
  for (const none of [undefined, new Uint8Array(0)]) {
    assert.deepEqual(host.deflateRaw(before, 15, none), alone);
  }
});

test("RFC 1951 3.2.3: what follows the final block is not read", () => {
  const inflated = host.inflateRaw(Buffer.concat([Buffer.from("4b0400", "hex"), Buffer.from("more")]), 100);
  assert.ok(typeof inflated === "object");
  assert.deepEqual([Buffer.from(inflated.bytes).toString(), inflated.used], ["a", 3]);
});

test("bound: inflating stops where there would be too much; nothing, cut or nonsense is told", () => {
  const bomb = Buffer.concat([host.deflateRaw(Buffer.alloc(50_000_000), 15), Uint8Array.of(3, 0)]);
  const rss = process.memoryUsage.rss();
  assert.equal(host.inflateRaw(bomb, 1_000_000), "too big");
  assert.ok(process.memoryUsage.rss() - rss < 20_000_000);
  const small = Buffer.concat([host.deflateRaw(Buffer.from("abc"), 15), Uint8Array.of(3, 0)]);
  for (const most of [0, 1, 2]) assert.equal(host.inflateRaw(small, most), "too big");
  assert.equal(typeof host.inflateRaw(small, 3), "object");
  for (const broken of ["", "ffff", "4b04"]) assert.equal(host.inflateRaw(Buffer.from(broken, "hex"), 100), "broken");
});

test("RFC 1951: the beginning of a message gives what is certain by then, wherever it is cut", () => {
  const words = Buffer.from("마당 madang ".repeat(500));
  const before = Buffer.from("madang 마당 madang");
  const deflated = host.deflateRaw(words, 15, before);
  let longest = 0;
  for (let end = 0; end <= deflated.length; end++) {
    const start = host.inflateStart(deflated.subarray(0, end), words.length, before);
    assert.ok(typeof start === "object");
    assert.ok(start.length >= longest && words.subarray(0, start.length).equals(start));
    longest = start.length;
  }
  assert.equal(longest, words.length);
  assert.deepEqual(host.inflateStart(deflated, words.length - 1, before), "too big");
  assert.equal(host.inflateStart(Uint8Array.of(0xff), 100), "broken");
  const ended = Buffer.concat([Buffer.from("4b0400", "hex"), Buffer.from("more")]);
  assert.deepEqual(host.inflateStart(ended, 100), Buffer.from("a"), "up to a final block");
});
