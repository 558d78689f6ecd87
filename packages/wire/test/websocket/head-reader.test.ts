import assert from "node:assert/strict";
import { test } from "node:test";
import { HeadReader, MAX_HEAD_BYTES } from "../../src/websocket/head-reader.ts";
import { nodeHost } from "../host.ts";

const bytes = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));

/** What a head of these bytes comes to, in one-byte chunks: its text, or a status and after how many bytes. */
function read(text: string): string | undefined {
  const reader = new HeadReader(nodeHost);
  for (let at = 0; at < text.length; at++) {
    const head = reader.read(bytes(text.charAt(at)));
    if (head !== undefined) return "status" in head ? `${head.status} at ${at + 1}` : `${head.text} (${head.size})`;
  }
  return undefined;
}

test("RFC 9112 2.1: a head ends with its empty line, and what follows is not its own", () => {
  assert.equal(read("a\r\nb\r\n\r\nrest"), "a\r\nb (8)");
  const reader = new HeadReader(nodeHost);
  assert.deepEqual(reader.read(bytes("a\r\n\r\nrest")), { text: "a", size: 5 });
  assert.deepEqual(reader.bytes, bytes("a\r\n\r\nrest"));
});

test("not yet is undefined, and the chunk may be used again", () => {
  const reader = new HeadReader(nodeHost);
  const chunk = bytes("abc\r\n");
  assert.equal(reader.read(chunk), undefined);
  chunk.fill(0);
  assert.equal(reader.read(bytes("d\r\n\r")), undefined);
  assert.deepEqual(reader.read(bytes("\nxyz")), { text: "abc\r\nd", size: 10 });
  assert.deepEqual(new Uint8Array(reader.bytes), bytes("abc\r\nd\r\n\r\nxyz"));
});

test("RFC 9112 2.2: empty lines before the first line are skipped", () => {
  assert.equal(read("\r\n\r\na\r\n\r\n"), "a (9)");
  assert.equal(read("\r\n\r\n"), undefined);
});

test("RFC 9112 2.2: a CR or LF alone is refused where it shows", () => {
  assert.equal(read("a\nb"), "400 at 2");
  assert.equal(read("a\r\nb\n"), "400 at 5");
  assert.equal(read("a\rb"), "400 at 3");
  assert.equal(read("a\r\r\n"), "400 at 3");
});

test("RFC 9110 5.5: control characters are refused, tabs and bytes above ASCII are not", () => {
  for (const character of ["\0", "\x01", "\x1f", "\x7f", "\x0b"]) assert.equal(read(`a${character}`), "400 at 2");
  assert.equal(read("a\tb\xff\x80\r\n\r\n"), "a\tb\xff\x80 (9)");
});

test("a TLS greeting is refused at its first byte", () => assert.equal(read("\x16\x03\x01"), "400 at 1"));

test("RFC 9110 15.5.15, RFC 6585 5: over 16 KiB it is 414 in the first line and 431 after it", () => {
  const fill = (start: string, length: number) => start + "x".repeat(length - start.length);
  assert.equal(read(fill("GET /", MAX_HEAD_BYTES - 1)), undefined);
  assert.equal(read(fill("GET /", MAX_HEAD_BYTES + 9)), `414 at ${MAX_HEAD_BYTES}`);
  assert.equal(read(fill("a\r\n", MAX_HEAD_BYTES + 9)), `431 at ${MAX_HEAD_BYTES}`);
  const longest = `${fill("a\r\n", MAX_HEAD_BYTES - 4)}\r\n\r\n`;
  const head = new HeadReader(nodeHost).read(bytes(`${longest}${"rest".repeat(9_999)}`));
  assert.equal(head !== undefined && "size" in head && head.size, MAX_HEAD_BYTES);
  const over = new HeadReader(nodeHost).read(bytes(`x${longest}`));
  assert.equal(over !== undefined && "status" in over && over.status, 431);
});
