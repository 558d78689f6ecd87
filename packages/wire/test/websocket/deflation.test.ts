import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { offerDeflate } from "../../src/websocket/client-deflate.ts";
import type { DeflateAgreement } from "../../src/websocket/deflate-agreement.ts";
import { acceptDeflate, TAKEOVER_DEFLATE } from "../../src/websocket/deflate-policy.ts";
import { Deflation } from "../../src/websocket/deflation.ts";
import { nodeHost as host } from "../host.ts";
import { agreements } from "./agreements.ts";
import { hex, toHex } from "./hex.ts";

const agreed = (wish: Parameters<typeof offerDeflate>[0]) =>
  acceptDeflate([offerDeflate(wish)], TAKEOVER_DEFLATE) as DeflateAgreement;
const packed = (deflation: Deflation, payload: Uint8Array) => toHex(deflation.deflate(payload) ?? hex(""));

test("RFC 7692 7.2.3.2: with context takeover a message refers to those before it, without it does not", () => {
  const taking = new Deflation(agreed({}), "server", host);
  assert.equal(packed(taking, hex("'Hello'")), "f248cdc9c90700");
  assert.equal(packed(taking, hex("'Hello'")), "f200110000");
  const alone = new Deflation(agreed({ serverNoContextTakeover: true }), "server", host);
  for (const _ of [1, 2]) assert.equal(packed(alone, hex("'aaaaaaaaaa'")), "4a4c84010000");
});

test("a deflation keeps something exactly where one of the two contexts is taken over", () => {
  const no = { serverNoContextTakeover: true, clientNoContextTakeover: true };
  for (const role of ["server", "client"] as const) {
    assert.equal(new Deflation(agreed(no), role, host).keeps, false);
    assert.equal(new Deflation(agreed({ ...no, serverNoContextTakeover: false }), role, host).keeps, true);
    assert.equal(new Deflation(agreed({ ...no, clientNoContextTakeover: false }), role, host).keeps, true);
  }
});

test("RFC 7692 7.2: whatever was agreed, the other end reads every message, of any size and in any order", () => {
  const anyMessages = fc.array(
    fc.oneof(
      fc.lorem({ maxCount: 100 }).map((text) => Buffer.from(text)),
      fc.uint8Array({ maxLength: 300 }),
      fc.integer({ min: 0, max: 70_000 }).map((size) => Buffer.alloc(size, "madang 마당 ")),
    ),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(anyMessages, fc.constantFrom(...agreements()), (messages, agreement) => {
      const server = new Deflation(agreement, "server", host);
      const client = new Deflation(agreement, "client", host);
      for (const [from, to] of [
        [server, client],
        [client, server],
      ] as const) {
        for (const message of messages) {
          const image = from.deflate(message);
          if (image !== undefined) assert.deepEqual(Buffer.from(to.inflate(image, 70_000)), Buffer.from(message));
        }
      }
    }),
  );
});
