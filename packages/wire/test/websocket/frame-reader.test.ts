import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { FrameReader, type FrameRules } from "../../src/websocket/frame-reader.ts";
import { PeerError } from "../../src/websocket/peer-error.ts";
import { anyCuts, split } from "./cuts.ts";
import { hex, toHex } from "./hex.ts";

const CLIENT: FrameRules = { role: "client" };
const SERVER: FrameRules = { role: "server" };

/** Pieces as `opcode:payload`, with `+` before one that goes on and after one that is not the last. */
function pieces(reader: FrameReader, chunks: readonly Uint8Array[]): string[] {
  const seen: string[] = [];
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.length; ) {
      const piece = reader.read(chunk, at);
      if (piece === undefined) break;
      at = piece.end;
      seen.push(`${piece.starts ? "" : "+"}${piece.opcode}:${toHex(piece.payload)}${piece.ends ? "" : "+"}`);
    }
  }
  return seen;
}

/** The close code that `bytes` lead to, and after how many of them. */
function fault(bytes: Uint8Array, rules: FrameRules, allowedRsv = 0): string {
  const reader = new FrameReader(rules, allowedRsv);
  for (let at = 0; at < bytes.length; at++) {
    try {
      reader.read(bytes.slice(at, at + 1), 0);
    } catch (error) {
      assert.ok(error instanceof PeerError);
      assert.throws(() => pieces(new FrameReader(rules, allowedRsv), [bytes.slice()]), PeerError);
      return `${error.closeCode} at ${at + 1}`;
    }
  }
  return "none";
}

test("RFC 6455 5.7: the examples", () => {
  assert.deepEqual(pieces(new FrameReader(CLIENT), [hex("81 05 'Hello'")]), ["1:48656c6c6f"]);
  assert.deepEqual(pieces(new FrameReader(SERVER), [hex("81 85 37fa213d 7f9f4d5158")]), ["1:48656c6c6f"]);
  assert.deepEqual(pieces(new FrameReader(CLIENT), [hex("01 03 'Hel' 80 02 'lo'")]), ["1:48656c+", "+1:6c6f"]);
});

test("RFC 6455 5.4: a control frame may stand between the fragments of a message", () => {
  const seen = pieces(new FrameReader(CLIENT), [hex("02 01 aa 89 01 bb 00 00 8a 00 80 01 cc")]);
  assert.deepEqual(seen, ["2:aa+", "9:bb", "+2:+", "10:", "+2:cc"]);
});

test("a payload comes out chunk by chunk, a control frame's whole", () => {
  const data = pieces(new FrameReader(SERVER), [hex("82 83 01020304 10"), hex("20"), hex("30")]);
  assert.deepEqual(data, ["2:11+", "+2:22+", "+2:33"]);
  const ping = pieces(new FrameReader(SERVER), [hex("89 83 01020304 10"), hex("20"), hex("30")]);
  assert.deepEqual(ping, ["9:112233"]);
});

test("a header in any cut is the same header", () => {
  const long = Buffer.concat([hex("82 fe 0080 01020304"), new Uint8Array(128).fill(9)]);
  const huge = Buffer.concat([hex("82 ff 0000000000010000 01020304"), new Uint8Array(65_536).fill(9)]);
  const joined = (chunks: readonly Uint8Array[]) =>
    pieces(new FrameReader(SERVER), chunks)
      .map((piece) => piece.replaceAll(/^\+?2:|\+$/g, ""))
      .join("");
  for (const frame of [long, huge]) {
    const whole = joined([new Uint8Array(frame)]);
    assert.ok(whole.startsWith("080b0a0d"));
    for (let cut = 1; cut <= 15; cut++) {
      assert.equal(joined([new Uint8Array(frame.subarray(0, cut)), new Uint8Array(frame.subarray(cut))]), whole);
    }
  }
});

test("a reader is idle between messages only", () => {
  const reader = new FrameReader(CLIENT);
  const idle = (spelled: string) => {
    pieces(reader, [hex(spelled)]);
    return reader.idle;
  };
  assert.equal(reader.idle, true);
  assert.equal(idle("01"), false);
  assert.equal(idle("01"), false);
  assert.equal(idle("61"), false, "the frame is whole, the message is not");
  assert.equal(idle("89 00"), false);
  assert.equal(idle("80 01"), false);
  assert.equal(idle("61"), true);
  assert.equal(idle("81 00"), true);
});

test("RFC 6455 5.1: a client's frames are masked, a server's are not: 1002 at the second byte", () => {
  assert.equal(fault(hex("81 05 'Hello'"), SERVER), "1002 at 2");
  assert.equal(fault(hex("81 85 37fa213d 7f9f4d5158"), CLIENT), "1002 at 2");
});

test("RFC 6455 5.2: a reserved bit is 1002 at the first byte, unless an extension has claimed it", () => {
  for (const first of ["c1", "a1", "91", "f1", "c9"]) assert.equal(fault(hex(`${first} 00`), CLIENT), "1002 at 1");
  assert.equal(fault(hex("c1 00"), CLIENT, 0x40), "none");
  assert.equal(fault(hex("a1 00"), CLIENT, 0x40), "1002 at 1");
});

test("RFC 7692 6: a claimed bit is for the first frame of a message, never for control frames", () => {
  assert.equal(fault(hex("41 00 80 00"), CLIENT, 0x40), "none");
  assert.equal(fault(hex("41 00 c0 00"), CLIENT, 0x40), "1002 at 3");
  assert.equal(fault(hex("c9 00"), CLIENT, 0x40), "1002 at 1");
  const reader = new FrameReader(CLIENT, 0x40);
  assert.deepEqual([reader.read(hex("41 00"), 0)?.rsv1, reader.read(hex("80 00"), 0)?.rsv1], [true, true]);
  assert.equal(reader.read(hex("81 00"), 0)?.rsv1, false);
});

test("RFC 6455 5.2: reserved opcodes are 1002 at the first byte", () => {
  for (const first of ["83", "87", "8b", "8f", "03"]) assert.equal(fault(hex(`${first} 00`), CLIENT), "1002 at 1");
});

test("RFC 6455 5.5: a control frame is whole and has at most 125 bytes", () => {
  for (const first of ["08", "09", "0a"]) assert.equal(fault(hex(`${first} 00`), CLIENT), "1002 at 1");
  for (const first of ["88", "89", "8a"]) assert.equal(fault(hex(`${first} 7e`), CLIENT), "1002 at 2");
  assert.equal(fault(new Uint8Array([0x89, 125, ...new Uint8Array(125)]), CLIENT), "none");
});

test("RFC 6455 5.4: a continuation continues, and a new message waits for the end of the last", () => {
  assert.equal(fault(hex("80 00"), CLIENT), "1002 at 1");
  assert.equal(fault(hex("81 00 00 00"), CLIENT), "1002 at 3");
  assert.equal(fault(hex("01 00 81 00"), CLIENT), "1002 at 3");
  assert.equal(fault(hex("01 00 80 00 81 00"), CLIENT), "none");
});

test("RFC 6455 5.2: a length must be spelled in the shortest form", () => {
  assert.equal(fault(hex("82 7e 007d"), CLIENT), "1002 at 4");
  assert.equal(fault(hex("82 7e 007e"), CLIENT), "none");
  assert.equal(fault(hex("82 7f 000000000000ffff"), CLIENT), "1002 at 10");
  assert.equal(fault(hex("82 7f 0000000000010000"), CLIENT), "none");
});

test("RFC 6455 5.2, 7.4.1: an impossible length is 1002, one over the bound 1009, before key and payload", () => {
  assert.equal(fault(hex("82 ff 8000000000000000"), SERVER), "1002 at 10");
  assert.equal(fault(hex("82 ff 7fffffffffffffff"), SERVER), "1009 at 10");
  assert.equal(fault(hex("82 ff 0020000000000001"), SERVER), "1009 at 10");
  assert.equal(fault(hex("82 ff 0000000000100001"), SERVER), "1009 at 10");
  assert.equal(fault(hex("82 ff 0000000000100000"), SERVER), "none");
});

test("RFC 6455 7.4.1: the bound is the message's, not the frame's; control frames do not count", () => {
  const rules: FrameRules = { role: "client", maxMessageBytes: 4 };
  assert.equal(fault(hex("82 05"), rules), "1009 at 2");
  assert.equal(fault(hex("02 02 0000 89 05 0000000000 00 02 0000 80 01"), rules), "1009 at 17");
  assert.equal(fault(hex("02 02 0000 80 02 0000 82 04 00000000"), rules), "none");
});

test("a message of too many fragments, empty ones too, is 1008 at the first byte of the one too many", () => {
  const rules: FrameRules = { role: "client", maxFragments: 3 };
  assert.equal(fault(hex("01 00 00 00 00 00 80"), rules), "1008 at 7");
  assert.equal(fault(hex("01 00 00 00 89 00 80 00 01 00 00 00 80 00"), rules), "none");
});

test("how long a message can become is known from its last frame on", () => {
  const reader = new FrameReader({ role: "client", maxMessageBytes: 9 });
  assert.equal(reader.read(hex("02 01 aa"), 0)?.most, 9);
  assert.equal(reader.read(hex("80 02 bb"), 0)?.most, 3);
  assert.equal(reader.read(hex("cc"), 0)?.most, 3);
});

test("any bytes in any cut: the same payload, or the same fault at the same byte", () => {
  const outcome = (chunks: readonly Uint8Array[], rules: FrameRules): string => {
    const reader = new FrameReader(rules);
    let text = "";
    let opened = "";
    try {
      for (const chunk of chunks) {
        for (let at = 0; at < chunk.length; ) {
          const piece = reader.read(chunk, at);
          if (piece === undefined) break;
          at = piece.end;
          if (piece.starts) opened = `${piece.opcode}:`;
          text += opened + toHex(piece.payload) + (piece.ends ? ";" : "");
          opened = "";
        }
      }
    } catch (error) {
      assert.ok(error instanceof PeerError);
      text += `!${error.closeCode} ${error.message}`;
    }
    return text;
  };
  const anyHeader = fc.tuple(fc.constantFrom(0x81, 0x82, 0x01, 0x00, 0x80, 0x89), fc.nat(0x8f)).map(([a, b]) => [a, b]);
  const anyPart = fc.oneof(anyHeader, fc.array(fc.nat(255), { maxLength: 12 }));
  const anyStream = fc.array(anyPart, { maxLength: 20 }).map((parts) => Uint8Array.from(parts.flat()));
  fc.assert(
    fc.property(anyStream, anyCuts, fc.constantFrom<"server" | "client">("server", "client"), (bytes, cuts, role) => {
      const rules: FrameRules = { role, maxMessageBytes: 200 };
      assert.equal(outcome(split(bytes, cuts), rules), outcome([bytes.slice()], rules));
    }),
    { numRuns: 500 },
  );
});

test("RFC 7692 6: a claimed RSV1 stands on a message's first frame and nowhere else", () => {
  assert.equal(fault(hex("c1 00"), CLIENT), "1002 at 1");
  assert.equal(fault(hex("41 00 89 00 80 00"), CLIENT, 0x40), "none");
  assert.equal(fault(hex("41 00 c0 00"), CLIENT, 0x40), "1002 at 3");
  assert.equal(fault(hex("c9 00"), CLIENT, 0x40), "1002 at 1");
  assert.equal(fault(hex("a1 00"), CLIENT, 0x40), "1002 at 1");
});

test("RFC 7692 6: a compressed message may be longer than the bound, by what zlib can need at worst", () => {
  const rules: FrameRules = { role: "client", maxMessageBytes: 40 };
  assert.equal(fault(hex("c2 6d"), rules, 0x40), "none");
  assert.equal(fault(hex("c2 6e"), rules, 0x40), "1009 at 2");
  assert.equal(fault(hex("42 01 aa 80 6d"), rules, 0x40), "1009 at 5");
  assert.equal(fault(hex("42 01 aa 80 01 aa 82 29"), rules, 0x40), "1009 at 8", "the next one is not compressed");
});

test("RFC 6455 5.5.1: a close of one byte cannot hold a code, which its header shows", () => {
  assert.equal(fault(hex("88 01"), CLIENT), "1002 at 2");
  assert.equal(fault(hex("88 81"), SERVER), "1002 at 2");
  assert.equal(fault(hex("89 01"), CLIENT), "none");
});
