import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { offerDeflate } from "../../src/websocket/client-deflate.ts";
import { Connection, type ConnectionOptions } from "../../src/websocket/connection.ts";
import type { DeflateAgreement } from "../../src/websocket/deflate-agreement.ts";
import { DEFLATE_FROM_BYTES } from "../../src/websocket/deflate-message.ts";
import { acceptDeflate, SHARED_DEFLATE, TAKEOVER_DEFLATE } from "../../src/websocket/deflate-policy.ts";
import { Deflation } from "../../src/websocket/deflation.ts";
import type { Event } from "../../src/websocket/event.ts";
import { frame } from "../../src/websocket/frame.ts";
import { maskKey } from "../../src/websocket/mask.ts";
import { OPCODE } from "../../src/websocket/opcode.ts";
import { hostWithRandom, nodeHost } from "../host.ts";
import { agreements } from "./agreements.ts";
import { anyCuts, split } from "./cuts.ts";
import { hex, toHex } from "./hex.ts";

const host = hostWithRandom(0);
const taking = acceptDeflate([offerDeflate()], TAKEOVER_DEFLATE);
const alone = acceptDeflate([offerDeflate()], SHARED_DEFLATE);
const client = (options: Partial<ConnectionOptions> = {}) =>
  new Connection({ role: "client", host, deflate: taking, ...options });
const server = (options: Partial<ConnectionOptions> = {}) =>
  new Connection({ role: "server", host, deflate: taking, ...options });
const sent = (connection: Connection) => toHex(Buffer.concat(connection.output()));
const codes = (events: readonly Event[]) => events.map((event) => (event.kind === "closed" ? event.code : event.kind));
const HELLO: Event = { kind: "text", text: "Hello" };

test("RFC 7692 7.2.3: the examples", () => {
  for (const [name, bytes] of [
    ["7.2.3.1, one frame", "c1 07 f2 48 cd c9 c9 07 00"],
    ["7.2.3.1, two frames", "41 03 f2 48 cd 80 04 c9 c9 07 00"],
    ["7.2.3.3", "c1 0b 00 05 00 fa ff 48 65 6c 6c 6f 00"],
    ["7.2.3.4", "c1 08 f3 48 cd c9 c9 07 00 00"],
    ["7.2.3.5", "c1 0d f2 48 05 00 00 00 ff ff ca c9 c9 07 00"],
  ] as const) {
    for (const deflate of [taking, alone]) assert.deepEqual(client({ deflate }).receive(hex(bytes)), [HELLO], name);
  }
  assert.deepEqual(client().receive(hex("c1 01 00")), [{ kind: "text", text: "" }], "7.2.3.6");
});

test("RFC 7692 7.2.3.2: the window is shared where that was agreed, and only there", () => {
  const twice = "c1 07 f2 48 cd c9 c9 07 00 c1 05 f2 00 11 00 00";
  assert.deepEqual(client().receive(hex(twice)), [HELLO, HELLO]);
  assert.deepEqual(codes(client({ deflate: alone }).receive(hex(twice))), ["text", 1007]);
});

test("RFC 7692 6.2: plain messages and control frames stand between compressed ones, and leave the window alone", () => {
  const events = client().receive(
    hex("c1 07 f2 48 cd c9 c9 07 00 81 02 'hi' 41 02 f2 00 89 01 'p' 80 03 11 00 00 82 01 ff"),
  );
  assert.deepEqual(events, [
    HELLO,
    { kind: "text", text: "hi" },
    { kind: "ping", payload: hex("'p'") },
    HELLO,
    { kind: "binary", bytes: hex("ff") },
  ]);
});

test("RFC 7692 6: RSV1 is 1002 when nothing was agreed, and on a continuation or a control frame", () => {
  const good = "c1 07 f2 48 cd c9 c9 07 00";
  assert.deepEqual(codes(client({ deflate: undefined }).receive(hex(good))), [1002]);
  for (const bytes of ["41 03 f2 48 cd c0 04 c9 c9 07 00", "01 01 'a' c0 00", "c9 00", "c8 02 03 e8", "e1 00"]) {
    assert.deepEqual(codes(client().receive(hex(bytes))), [1002], bytes);
  }
});

test("RFC 7692 7.2.2, RFC 6455 8.1: broken data and text that is not UTF-8 are 1007", () => {
  for (const bytes of ["c1 02 ff ff", "c1 03 f2 48 cd", "41 03 f2 48 cd 80 00", "c1 07 00 01 00 fe ff ff 00"]) {
    assert.deepEqual(codes(client().receive(hex(bytes))), [1007], bytes);
  }
});

test("RFC 6455 8.1: a compressed text fails at the end of the frame with its bad byte, whatever would come after", () => {
  // A stored block of "a", ff and two letters that are never sent.
  const bytes = hex("41 05 00 04 00 fb ff 00 01 'a' 89 00 00 01 ff 89 00");
  for (const cut of [bytes.length, 1]) {
    const connection = client();
    const events = split(bytes, [cut]).flatMap((chunk) => connection.receive(chunk));
    assert.deepEqual(codes(events), ["ping", 1007]);
  }
});

test("the bound holds for what a message inflates to: 1009", () => {
  const image = (size: number) =>
    frame(
      OPCODE.binary,
      new Deflation(taking as DeflateAgreement, "server", host).deflate(new Uint8Array(size)) ?? hex(""),
      {
        rsv1: true,
      },
    );
  assert.deepEqual(codes(client({ maxMessageBytes: 300 }).receive(image(300))), ["binary"]);
  assert.deepEqual(codes(client({ maxMessageBytes: 300 }).receive(image(301))), [1009]);
  const cut = client({ maxMessageBytes: 300 });
  const events = split(image(100_000), [1]).flatMap((chunk) => cut.receive(chunk));
  assert.deepEqual(codes(events), [1009]);
  assert.deepEqual([cut.state, cut.finished], ["closed", true]);
});

test("RFC 7692 7.2.1: what is long enough goes out compressed, the rest as it is", () => {
  const connection = server({ deflate: alone });
  const [short, long] = ["a".repeat(DEFLATE_FROM_BYTES - 1), "a".repeat(DEFLATE_FROM_BYTES)];
  for (const text of [short, long]) connection.sendText(text);
  connection.sendBinary(Buffer.from(long));
  connection.ping(new Uint8Array(125));
  assert.deepEqual(
    connection.output().map((image) => image[0]),
    [0x81, 0xc1, 0xc2, 0x89],
  );
});

test("RFC 7692 7.2.3.2: with context takeover the second of two messages is short; a client's is masked", () => {
  const [from, to] = [server({ deflateFrom: 0 }), client({ deflateFrom: 0 })];
  for (const connection of [from, to]) {
    connection.sendText("Hello");
    connection.sendText("Hello");
  }
  assert.equal(sent(from), toHex(hex("c1 07 f2 48 cd c9 c9 07 00 c1 05 f2 00 11 00 00")));
  assert.equal(sent(to), toHex(hex("c1 87 00000000 f2 48 cd c9 c9 07 00 c1 85 00000000 f2 00 11 00 00")));
});

test("RFC 6455 5.5.1: after our close nothing is inflated any more, and nothing is sent", () => {
  const connection = server();
  connection.receive(hex("41 83 00000000 f2 48 cd"));
  connection.close();
  connection.output();
  assert.deepEqual(connection.receive(hex("80 84 00000000 c9 c9 07 00 c1 82 00000000 ff ff 88 82 00000000 03e8")), [
    { kind: "closed", code: 1000, reason: "", clean: true },
  ]);
  assert.equal(connection.sendText("a".repeat(1000)), false);
});

const anyText = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.lorem({ maxCount: 80 }),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 9 }).map((part) => part.repeat(60)),
);
/** A text, whether it is compressed, and where its frames are cut. */
const anyMessages = fc.array(fc.tuple(anyText, fc.boolean(), anyCuts), { maxLength: 6 });

/** What `role`'s peer sends: a ping before each last frame. */
function spell(
  messages: readonly [string, boolean, readonly number[]][],
  deflate: DeflateAgreement,
  isMasked: boolean,
) {
  const sender = new Deflation(deflate, isMasked ? "client" : "server", nodeHost);
  const mask = isMasked ? { mask: maskKey(hex("12 34 56 78"), 0) } : {};
  return messages.flatMap(([text, compress, cuts]) => {
    const plain = Buffer.from(text);
    const packed = compress ? sender.deflate(plain) : undefined;
    const parts = split(packed ?? plain, cuts);
    if (parts.length === 0) parts.push(hex(""));
    return parts.flatMap((part, index) => {
      const fin = index === parts.length - 1;
      const rsv1 = index === 0 && packed !== undefined;
      const image = frame(index === 0 ? OPCODE.text : OPCODE.continuation, part, { fin, rsv1, ...mask });
      return fin ? [frame(OPCODE.ping, hex("'p'"), mask), image] : [image];
    });
  });
}

test("any cut of the bytes gives the same messages, for both roles and all that can be agreed", () => {
  fc.assert(
    fc.property(anyMessages, anyCuts, fc.constantFrom(...agreements()), (messages, cuts, deflate) => {
      for (const role of ["server", "client"] as const) {
        const bytes = Buffer.concat(spell(messages, deflate, role === "server"));
        const connection = new Connection({ role, host, deflate });
        const events = split(bytes, cuts).flatMap((chunk) => connection.receive(chunk));
        const texts = events.flatMap((event) => (event.kind === "text" ? [event.text] : []));
        assert.deepEqual(
          texts,
          messages.map(([text]) => text),
        );
        assert.equal(events.length, 2 * messages.length);
      }
    }),
  );
});

test("any cut of broken streams gives the same events and the same output", () => {
  const noise = fc.tuple(fc.constantFrom(0xc1, 0x41, 0x80, 0xc2, 0x89), fc.uint8Array({ maxLength: 20 }));
  fc.assert(
    fc.property(
      fc.array(noise, { maxLength: 6 }),
      anyCuts,
      fc.constantFrom(...agreements()),
      (frames, cuts, deflate) => {
        const bytes = Buffer.concat(frames.map(([first, payload]) => Buffer.from([first, payload.length, ...payload])));
        const [whole, cut] = [client({ deflate }), client({ deflate })];
        const events = whole.receive(new Uint8Array(bytes));
        assert.deepEqual(
          split(bytes, cuts).flatMap((chunk) => [...cut.receive(chunk)]),
          [...events],
        );
        assert.equal(sent(cut), sent(whole));
      },
    ),
  );
});
