import assert from "node:assert/strict";
import { test } from "node:test";
import {
  acceptDeflate,
  type DeflatePolicy,
  SHARED_DEFLATE,
  TAKEOVER_DEFLATE,
} from "../../src/websocket/deflate-policy.ts";
import { type Extension, parseExtensions, spellExtensions } from "../../src/websocket/extension-header.ts";

/** The response to a header with offers, both without the extension's name. */
function answer(offers: string, policy: DeflatePolicy): string {
  const header = offers
    .split(",")
    .map((offer) => `permessage-deflate; ${offer}`.replace(/; *$/, ""))
    .join(", ");
  const agreement = acceptDeflate(parseExtensions(header) as readonly Extension[], policy);
  if (agreement === undefined) return "declined";
  return spellExtensions([agreement.response]).replace(/^permessage-deflate(; )?/, "");
}

const BOTH = "server_no_context_takeover; client_no_context_takeover";

test("RFC 7692 7.1.1: the shared policy takes nothing over, whatever is offered", () => {
  for (const offer of ["", "client_max_window_bits", "client_max_window_bits=9", "server_no_context_takeover", BOTH]) {
    assert.equal(answer(offer, SHARED_DEFLATE), BOTH, offer);
  }
  assert.equal(answer("server_max_window_bits=10", SHARED_DEFLATE), `${BOTH}; server_max_window_bits=10`);
});

test("RFC 7692 7.1: the takeover policy answers what each offer demands, and no more", () => {
  for (const [offer, response] of [
    ["", ""],
    ["server_no_context_takeover", "server_no_context_takeover"],
    ["client_no_context_takeover", "client_no_context_takeover"],
    ["server_max_window_bits=15", "server_max_window_bits=15"],
    ["server_max_window_bits=8", "server_max_window_bits=8"],
    ["client_max_window_bits", ""],
    ["client_max_window_bits=15", ""],
    ["client_max_window_bits=9", "client_max_window_bits=9"],
    ["client_max_window_bits=9; client_no_context_takeover", "client_no_context_takeover"],
    ["client_max_window_bits=8; server_max_window_bits=9", "server_max_window_bits=9; client_max_window_bits=8"],
  ] as const) {
    assert.equal(answer(offer, TAKEOVER_DEFLATE), response, offer);
  }
});

test("RFC 7692 7.1.2: smaller windows of a policy are answered where they may be", () => {
  const policy = { ...TAKEOVER_DEFLATE, serverMaxWindowBits: 11, clientMaxWindowBits: 12 };
  assert.equal(answer("", policy), "server_max_window_bits=11");
  assert.equal(answer("server_max_window_bits=10", policy), "server_max_window_bits=10");
  assert.equal(answer("client_max_window_bits", policy), "server_max_window_bits=11; client_max_window_bits=12");
  assert.equal(answer("client_max_window_bits=10", policy), "server_max_window_bits=11; client_max_window_bits=10");
  assert.equal(answer("client_max_window_bits=13", policy), "server_max_window_bits=11; client_max_window_bits=12");
});

test("RFC 7692 7.1: an offer that must be declined leads to the next one, the first good one wins", () => {
  assert.equal(
    answer("server_max_window_bits=16, client_no_context_takeover", TAKEOVER_DEFLATE),
    "client_no_context_takeover",
  );
  assert.equal(answer("server_max_window_bits=10, ", TAKEOVER_DEFLATE), "server_max_window_bits=10");
  assert.equal(answer("mode=fast", TAKEOVER_DEFLATE), "declined");
  assert.equal(answer("server_max_window_bits, server_max_window_bits=7", SHARED_DEFLATE), "declined");
  assert.equal(acceptDeflate([], SHARED_DEFLATE), undefined);
  assert.equal(acceptDeflate([{ name: "bbf-usp-protocol", parameters: [] }], SHARED_DEFLATE), undefined);
});
