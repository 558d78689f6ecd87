import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { FRAME_LIMITS, type FrameLimits } from "../../src/stomp/frame-limits.ts";
import { FrameReader } from "../../src/stomp/frame-reader.ts";
import { PeerError } from "../../src/stomp/peer-error.ts";
import type { Version } from "../../src/stomp/version.ts";
import { nodeHost } from "../host.ts";
import { anyCuts, split } from "../websocket/cuts.ts";
import { short, wire } from "./transcript.ts";

const SMALL: FrameLimits = { maxHeaders: 3, maxLineBytes: 12, maxHeadBytes: 40, maxBodyBytes: 8 };

interface Rules {
  readonly version?: Version | undefined;
  readonly limits?: FrameLimits;
}

/** What chunks mean: frames in short, `beat`, and at the end perhaps a fault. */
function read(chunks: readonly Uint8Array[], { version = "1.2", limits = FRAME_LIMITS }: Rules = {}): string[] {
  const reader = new FrameReader(nodeHost, limits);
  reader.version = version;
  const seen: string[] = [];
  try {
    for (const chunk of chunks) {
      reader.feed(chunk);
      for (let item = reader.next(); item !== undefined; item = reader.next()) {
        seen.push(item === "beat" ? item : short(item));
      }
      chunk.fill(0xff);
    }
  } catch (error) {
    assert.ok(error instanceof PeerError, String(error));
    seen.push(`${error.closeCode} ${error.message}`);
  }
  return seen;
}

const lines = (text: string, rules?: Rules): string[] => read([wire(text)], rules);

test("STOMP 1.2 STOMP Frames: the examples", () => {
  assert.deepEqual(lines("CONNECT\naccept-version:1.2\nhost:stomp.github.org\n\n^@"), [
    "CONNECT accept-version=1.2 host=stomp.github.org",
  ]);
  assert.deepEqual(lines("SEND\ndestination:/queue/a\ncontent-type:text/plain\n\nhello queue a\n^@"), [
    "SEND destination=/queue/a content-type=text/plain | hello queue a\n",
  ]);
  assert.deepEqual(lines("MESSAGE\nfoo:World\nfoo:Hello\n\n^@"), ["MESSAGE foo=World foo=Hello"]);
});

test("STOMP 1.2 Heart-beating: every end of line between frames is told; they may follow a frame", () => {
  assert.deepEqual(lines("\n\nBEGIN\ntransaction:t\n\n^@\n\r\nABORT\ntransaction:t\n\n^@\r\n"), [
    "beat",
    "beat",
    "BEGIN transaction=t",
    "beat",
    "beat",
    "ABORT transaction=t",
    "beat",
  ]);
});

test("STOMP 1.2 Header content-length: exactly that many bytes are read, NULs too, then a NUL is required", () => {
  assert.deepEqual(lines("SEND\ncontent-length:5\n\na^@b^@c^@BEGIN\n\n^@"), [
    "SEND content-length=5 | a^@b^@c",
    "BEGIN",
  ]);
  assert.deepEqual(lines("SEND\ncontent-length:0\n\n^@"), ["SEND content-length=0"]);
  assert.deepEqual(lines("SEND\ncontent-length:2\n\nabc^@"), ["1002 no NUL after the body"]);
  assert.deepEqual(lines("SEND\ncontent-length:1\ncontent-length:9\n\na^@"), [
    "SEND content-length=1 content-length=9 | a",
  ]);
  for (const bad of ["", "-1", "1e3", " 1", "0x1", "1 ", "9999999999999999"]) {
    assert.deepEqual(lines(`SEND\ncontent-length:${bad}\n\na^@`), ["1002 a bad content-length"], bad);
  }
});

test("without content-length a body goes to the first NUL", () => {
  assert.deepEqual(lines("SEND\n\nab^@SEND\n\n^@"), ["SEND | ab", "SEND"]);
});

test("STOMP 1.2 Body: only SEND, MESSAGE and ERROR have one; 1.0 did not say so", () => {
  assert.deepEqual(lines("BEGIN\n\nx^@"), ["1002 a BEGIN with a body"]);
  assert.deepEqual(lines("BEGIN\ncontent-length:1\n\n"), ["1002 a BEGIN with a body"]);
  assert.deepEqual(lines("BEGIN\ncontent-length:0\n\n^@"), ["BEGIN content-length=0"]);
  assert.deepEqual(lines("BEGIN\n\nx^@", { version: "1.0" }), ["BEGIN | x"]);
});

test("STOMP 1.2 Augmented BNF: EOL is LF or CRLF, mixed too", () => {
  assert.deepEqual(lines("SEND\r\na:1\r\nb:2\n\r\nbody\r\n^@"), ["SEND a=1 b=2 | body\r\n"]);
});

test("1.1 and 1.0 end lines in LF, but a frame with CRLF after its command is taken as it is meant", () => {
  for (const version of ["1.0", "1.1"] as const) {
    assert.deepEqual(lines("SEND\na:1\r\n\nx^@", { version }), ["SEND a=1\r | x"]);
    assert.deepEqual(lines("SEND\na:1\n\r\n\nx^@", { version }), ["1002 a header without a colon"]);
    assert.deepEqual(lines("SEND\r\na:1\r\n\r\nx^@", { version }), ["SEND a=1 | x"]);
  }
});

test("before a version is agreed on, CRLF is taken, and CONNECT is not unescaped", () => {
  const reader = new FrameReader(nodeHost);
  reader.feed(wire("CONNECT\r\npasscode:\\t\r\n\r\n^@SEND\na:\\c\n\n^@"));
  const connect = reader.next();
  assert.ok(typeof connect === "object");
  assert.equal(short(connect), "CONNECT passcode=\\t");
  reader.version = "1.1";
  assert.equal(Buffer.from(reader.unread).toString(), "SEND\na:\\c\n\n\0");
  const send = reader.next();
  assert.ok(typeof send === "object");
  assert.equal(short(send), "SEND a=:");
  assert.equal(reader.unread.length, 0);
});

test("STOMP 1.2 Value Encoding: headers are UTF-8, a body is whatever it is", () => {
  assert.deepEqual(lines("SEND\n이름:철수\n\n안녕^@"), ["SEND 이름=철수 | 안녕"]);
  assert.deepEqual(read([Buffer.from("SEND\na:\xff\n\n\0", "latin1")]), ["1007 a header that is not UTF-8"]);
  assert.deepEqual(read([Buffer.from("SEND\n\n\xff\0", "latin1")]).length, 1);
});

test("STOMP 1.2 Size Limits: each bound, at its edge and one over it", () => {
  const rules = { limits: SMALL };
  assert.deepEqual(lines("SEND\na:1\nb:2\nc:3\n\n^@", rules), ["SEND a=1 b=2 c=3"]);
  assert.deepEqual(lines("SEND\na:1\nb:2\nc:3\nd:4\n\n^@", rules), ["1009 too many headers"]);
  assert.deepEqual(lines("SEND\na:7890123456\n\n^@", rules).length, 1);
  assert.deepEqual(lines("SEND\na:789012345678", rules), ["1009 a header over 12 bytes"]);
  assert.deepEqual(
    lines("SEND\na:34567890\nb:34567890\nc:34567890\n\n^@", rules).at(-1),
    "SEND a=34567890 b=34567890 c=34567890",
  );
  assert.deepEqual(lines("SEND\na:3456789012\nb:3456789012\nc:3456789012", rules), ["1009 headers over 40 bytes"]);
  assert.deepEqual(lines("SEND\n\n12345678^@", rules), ["SEND | 12345678"]);
  assert.deepEqual(lines("SEND\n\n123456789", rules), ["1009 a body over 8 bytes"]);
  assert.deepEqual(lines("SEND\ncontent-length:9\n\n", { limits: { ...SMALL, maxLineBytes: 20 } }), [
    "1009 a body over 8 bytes",
  ]);
});

test("what is not STOMP at all is told at once", () => {
  assert.deepEqual(lines("GET /stomp HTTP/1.1\r\nHost: x\r\n\r\n"), ["1002 unknown command"]);
  assert.deepEqual(lines("x".repeat(33)), ["1002 a command over 32 bytes"]);
  assert.deepEqual(lines("^@"), ["1002 a NUL in a frame's headers"]);
  assert.deepEqual(lines("CONNECT\n^@"), ["1002 a NUL in a frame's headers"]);
  assert.deepEqual(lines("\rSEND\n\n^@"), ["1002 unknown command"]);
});

test("an unfinished frame is no event and no error", () => {
  for (const part of ["S", "SEND", "SEND\n", "SEND\na:", "SEND\na:b\n\n", "SEND\ncontent-length:3\n\nabc", "\r"]) {
    assert.deepEqual(lines(part), [], part);
  }
});

const token = fc.constantFrom(
  ..."SEND BEGIN CONNECT a b : \\c \\r \\ content-length: content-length:3 0 1 \xff 마 \r \n \n \n \0 \0 \n\n abc".split(
    " ",
  ),
);
const anyGarbage = fc.array(token, { maxLength: 40 }).map((parts) => wire(parts.join("")));
const anyFrame = fc
  .tuple(fc.constantFrom("\n", "\r\n"), fc.boolean(), fc.string({ maxLength: 30 }), fc.nat(3))
  .map(([eol, counted, body, beats]) => {
    const size = counted ? `content-length:${Buffer.byteLength(body)}${eol}` : "";
    return `SEND${eol}destination:/방${eol}${size}${eol}${counted ? body : body.replaceAll("\0", "")}\0${eol.repeat(beats)}`;
  });
const anyStream = fc.oneof(
  fc.array(anyFrame, { maxLength: 6 }).map((frames) => wire(frames.join(""))),
  anyGarbage,
  fc.tuple(anyFrame, anyGarbage).map(([frame, garbage]) => Buffer.concat([wire(frame), garbage])),
  fc.uint8Array({ maxLength: 80 }),
);
const anyRules = fc.record({
  version: fc.constantFrom<Version | undefined>("1.0", "1.1", "1.2", undefined),
  limits: fc.constantFrom(FRAME_LIMITS, SMALL),
});

test("any cut of the bytes gives the same events, for frames and for garbage", () => {
  fc.assert(
    fc.property(anyStream, anyCuts, anyRules, (bytes, cuts, rules) => {
      assert.deepEqual(read(split(bytes, cuts), rules), read([new Uint8Array(bytes)], rules));
    }),
    { numRuns: 2000 },
  );
});

test("a body of 1 MB in 1-byte chunks takes linear time", () => {
  const whole = Buffer.concat([wire("SEND\ncontent-length:1000000\n\n"), new Uint8Array(1_000_001)]);
  const reader = new FrameReader(nodeHost);
  reader.version = "1.2";
  const start = performance.now();
  let frames = 0;
  for (let at = 0; at < whole.length; at++) {
    reader.feed(whole.subarray(at, at + 1));
    if (reader.next() !== undefined) frames++;
  }
  assert.equal(frames, 1);
  assert.ok(performance.now() - start < 5000);
});
