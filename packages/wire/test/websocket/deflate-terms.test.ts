import assert from "node:assert/strict";
import { test } from "node:test";
import { offerDeflate } from "../../src/websocket/client-deflate.ts";
import { SHARED_DEFLATE, TAKEOVER_DEFLATE } from "../../src/websocket/deflate-policy.ts";
import { DeflateTerms } from "../../src/websocket/deflate-terms.ts";

test("equal agreements are one object", () => {
  const terms = new DeflateTerms(SHARED_DEFLATE);
  const agreement = terms.agree([offerDeflate()]);
  assert.ok(agreement !== undefined);
  assert.equal(terms.agree([offerDeflate({ clientMaxWindowBits: true })]), agreement);
  assert.notEqual(terms.agree([offerDeflate({ serverMaxWindowBits: 9 })]), agreement);
  assert.equal(terms.agree([]), undefined);
});

test("RFC 7692 7.1.1: when `maxTakeovers` connections have one, others are agreed without, until one is gone", () => {
  const terms = new DeflateTerms({ ...TAKEOVER_DEFLATE, maxTakeovers: 2 });
  const takeovers = [1, 2, 3].map(() => {
    const agreement = terms.agree([offerDeflate()]);
    assert.ok(agreement !== undefined);
    return agreement;
  });
  assert.deepEqual(
    takeovers.map(({ serverTakeover, clientTakeover }) => [serverTakeover, clientTakeover]),
    [
      [true, true],
      [true, true],
      [false, false],
    ],
  );
  for (const agreement of takeovers.slice(1)) terms.release(agreement);
  assert.equal(terms.agree([offerDeflate({ serverNoContextTakeover: true })])?.clientTakeover, true);
  assert.equal(terms.agree([offerDeflate()])?.clientTakeover, false);
});

test("a connection that takes nothing over needs no place", () => {
  const terms = new DeflateTerms({ ...TAKEOVER_DEFLATE, maxTakeovers: 1 });
  terms.agree([offerDeflate({ serverNoContextTakeover: true, clientNoContextTakeover: true })]);
  assert.equal(terms.agree([offerDeflate()])?.serverTakeover, true);
});
