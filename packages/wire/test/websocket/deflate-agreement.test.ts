import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateAgreement } from "../../src/websocket/deflate-agreement.ts";
import { spellExtensions } from "../../src/websocket/extension-header.ts";

test("RFC 7692 7.1: without parameters, both sides take over, with windows of 32 KiB", () => {
  const agreement = deflateAgreement({
    serverNoContextTakeover: false,
    clientNoContextTakeover: false,
    serverMaxWindowBits: undefined,
    clientMaxWindowBits: undefined,
  });
  const { serverTakeover, clientTakeover, serverWindowBits, clientWindowBits, response } = agreement;
  assert.deepEqual([serverTakeover, clientTakeover, serverWindowBits, clientWindowBits], [true, true, 15, 15]);
  assert.equal(spellExtensions([response]), "permessage-deflate");
  assert.ok(Object.isFrozen(agreement));
});

test("RFC 7692 7.1: each parameter says one thing", () => {
  const agreement = deflateAgreement({
    serverNoContextTakeover: true,
    clientNoContextTakeover: true,
    serverMaxWindowBits: 8,
    clientMaxWindowBits: 9,
  });
  const { serverTakeover, clientTakeover, serverWindowBits, clientWindowBits } = agreement;
  assert.deepEqual([serverTakeover, clientTakeover, serverWindowBits, clientWindowBits], [false, false, 8, 9]);
});
