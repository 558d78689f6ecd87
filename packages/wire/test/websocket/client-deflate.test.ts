import assert from "node:assert/strict";
import { test } from "node:test";
import { checkDeflate, type DeflateWish, offerDeflate } from "../../src/websocket/client-deflate.ts";
import { acceptDeflate, SHARED_DEFLATE, TAKEOVER_DEFLATE } from "../../src/websocket/deflate-policy.ts";
import { type Extension, parseExtensions, spellExtensions } from "../../src/websocket/extension-header.ts";
import { UsageError } from "../../src/websocket/usage-error.ts";

const granted = (header: string) => parseExtensions(header) as readonly Extension[];
const check = (header: string, ...wishes: DeflateWish[]) => checkDeflate(granted(header), wishes.map(offerDeflate));
const isGood = (parameters: string, ...wishes: DeflateWish[]) =>
  check(parameters === "" ? "permessage-deflate" : `permessage-deflate; ${parameters}`, ...wishes).ok;

test("RFC 7692 7.1: an offer says what was wished", () => {
  assert.equal(spellExtensions([offerDeflate()]), "permessage-deflate");
  assert.equal(
    spellExtensions([
      offerDeflate({ serverNoContextTakeover: true, clientNoContextTakeover: true, serverMaxWindowBits: 8 }),
      offerDeflate({ clientMaxWindowBits: true }),
    ]),
    "permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=8, " +
      "permessage-deflate; client_max_window_bits",
  );
  assert.throws(() => offerDeflate({ serverMaxWindowBits: 7 }), UsageError);
  assert.throws(() => offerDeflate({ clientMaxWindowBits: 16 }), UsageError);
});

test("RFC 7692 5.1: no permessage-deflate in the response is no fault, and nothing is agreed", () => {
  assert.deepEqual(check("", {}), { ok: true, deflate: undefined });
});

test("RFC 7692 7.1: a response that cannot be fails the connection", () => {
  for (const header of [
    "permessage-deflate, permessage-deflate",
    "permessage-deflate; unknown",
    "permessage-deflate; server_max_window_bits",
    "permessage-deflate; client_max_window_bits",
    "permessage-deflate; client_max_window_bits=7",
    "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
  ]) {
    assert.equal(check(header, { clientMaxWindowBits: true }).ok, false, header);
  }
});

test("RFC 7692 7.1.1.1: an offered server_no_context_takeover must be granted, and may be granted unasked", () => {
  assert.equal(isGood("", { serverNoContextTakeover: true }), false);
  assert.equal(isGood("server_no_context_takeover", { serverNoContextTakeover: true }), true);
  assert.equal(isGood("server_no_context_takeover; client_no_context_takeover", {}), true);
});

test("RFC 7692 7.1.2.1: an offered server_max_window_bits must be granted, by no larger value", () => {
  assert.equal(isGood("", { serverMaxWindowBits: 10 }), false);
  assert.equal(isGood("server_max_window_bits=11", { serverMaxWindowBits: 10 }), false);
  assert.equal(isGood("server_max_window_bits=8", { serverMaxWindowBits: 10 }), true);
  assert.equal(isGood("server_max_window_bits=10", {}), true);
});

test("RFC 7692 7.1.2.2: client_max_window_bits must not come unasked, nor by a larger value", () => {
  assert.equal(isGood("client_max_window_bits=10", {}), false);
  assert.equal(isGood("client_max_window_bits=11", { clientMaxWindowBits: 10 }), false);
  assert.equal(isGood("client_max_window_bits=10", { clientMaxWindowBits: 10 }), true);
  assert.equal(isGood("client_max_window_bits=8", { clientMaxWindowBits: true }), true);
});

test("RFC 7692 7.1: the response may answer any of several offers", () => {
  const wishes = [{ serverMaxWindowBits: 9 }, { clientMaxWindowBits: true }] as const;
  assert.equal(isGood("client_max_window_bits=9", ...wishes), true);
  assert.equal(isGood("server_max_window_bits=9", ...wishes), true);
  assert.equal(isGood("client_max_window_bits=9; server_max_window_bits=9", wishes[0]), false);
});

test("RFC 7692 7.1.1.2, 7.1.2.2: a client keeps to what it said of itself, also unanswered", () => {
  const checked = check("permessage-deflate", { clientNoContextTakeover: true, clientMaxWindowBits: 9 });
  assert.ok(checked.ok);
  const { clientTakeover, clientWindowBits, serverTakeover, serverWindowBits } = checked.deflate ?? {};
  assert.deepEqual([clientTakeover, clientWindowBits, serverTakeover, serverWindowBits], [false, 9, true, 15]);
});

test("our server's answers are good for our client, whatever was wished", () => {
  for (const serverNoContextTakeover of [true, false]) {
    for (const clientNoContextTakeover of [true, false]) {
      for (const serverMaxWindowBits of [8, 12, 15]) {
        for (const clientMaxWindowBits of [8, 12, 15, true] as const) {
          const wish = { serverNoContextTakeover, clientNoContextTakeover, serverMaxWindowBits, clientMaxWindowBits };
          for (const policy of [SHARED_DEFLATE, { ...TAKEOVER_DEFLATE, clientMaxWindowBits: 10 }]) {
            const agreement = acceptDeflate([offerDeflate(wish)], policy);
            assert.ok(agreement !== undefined);
            const checked = checkDeflate([agreement.response], [offerDeflate(wish)]);
            assert.equal(checked.ok && checked.deflate?.serverTakeover, agreement.serverTakeover);
          }
        }
      }
    }
  }
});
