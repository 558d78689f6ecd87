import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Connection } from "../../src/websocket/connection.ts";
import { DEFLATE_FROM_BYTES } from "../../src/websocket/deflate-message.ts";
import { webSocketFraming } from "../../src/websocket/framing.ts";
import { nodeHost as host } from "../host.ts";
import { agreements } from "./agreements.ts";
import { hex, toHex } from "./hex.ts";

const anyMessages = fc.array(
  fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 300, size: "max" }),
    fc.lorem({ maxCount: 60 }),
    fc.uint8Array({ maxLength: 300, size: "max" }),
  ),
);

test("RFC 6455 5.6: texts and bytes, each in one unmasked frame, in one image", () => {
  const { key, frame } = webSocketFraming(host);
  assert.equal(key, "ws");
  assert.equal(toHex(frame(["마당", hex("ff"), ""])), toHex(hex("81 06 '마당' 82 01 ff 81 00")));
  assert.deepEqual(frame([]), hex(""));
});

test("RFC 7692 6: from the threshold on a message is compressed by itself, and marked with RSV1", () => {
  const { frame } = webSocketFraming(host, { deflate: {} });
  const [short, long] = ["a".repeat(DEFLATE_FROM_BYTES - 1), "a".repeat(DEFLATE_FROM_BYTES)];
  assert.deepEqual([frame([short])[0], frame([long])[0], frame([Buffer.from(long)])[0]], [0x81, 0xc1, 0xc2]);
  assert.deepEqual(frame([long, long]), new Uint8Array(Buffer.concat([frame([long]), frame([long])])));
});

test("what would not get shorter goes as it is", () => {
  const { frame } = webSocketFraming(host, { deflate: { threshold: 0 } });
  assert.equal(toHex(frame(["", "마당"])), toHex(hex("81 00 81 06 '마당'")));
});

test("framings with the same key give the same bytes: key says all that the bytes depend on", () => {
  const keys = [{}, { windowBits: 9 }, { threshold: 0 }].map((deflate) => webSocketFraming(host, { deflate }).key);
  assert.deepEqual(keys, ["ws-deflate-15-128", "ws-deflate-9-128", "ws-deflate-15-0"]);
});

test("RFC 7692 7.2: an image means the same to every client without the server's takeover", () => {
  const shared = agreements().filter(({ serverTakeover }) => !serverTakeover);
  fc.assert(
    fc.property(anyMessages, fc.constantFrom(...shared), (messages, deflate) => {
      const image = webSocketFraming(host, { deflate: { windowBits: deflate.serverWindowBits } }).frame(messages);
      for (const _ of [1, 2]) {
        const client = new Connection({ role: "client", host, deflate });
        assert.deepEqual(
          client.receive(image),
          messages.map((message) =>
            typeof message === "string" ? { kind: "text", text: message } : { kind: "binary", bytes: message },
          ),
        );
      }
    }),
  );
});
