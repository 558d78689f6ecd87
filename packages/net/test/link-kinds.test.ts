import assert from "node:assert/strict";
import { test } from "node:test";
import {
  acceptDeflate,
  type DeflatePolicy,
  parseExtensions,
  SHARED_DEFLATE,
  TAKEOVER_DEFLATE,
} from "@madang/wire/websocket";
import { LinkKinds } from "../src/link-kinds.ts";
import { NodeHost } from "../src/node-host.ts";
import { WriteRound } from "../src/write-round.ts";

const ignore = (): void => undefined;
const common = { round: new WriteRound({ atEnd: ignore }), gone: ignore, ended: ignore, fault: ignore };
const agree = (policy: DeflatePolicy, offer = "permessage-deflate") =>
  acceptDeflate(parseExtensions(offer) ?? [], policy);

test("one object for all connections with one bound and one agreement", () => {
  const kinds = new LinkKinds(new NodeHost(), common);
  const shared = agree(SHARED_DEFLATE);
  assert.equal(kinds.of(10, shared), kinds.of(10, shared));
  assert.equal(kinds.of(10, undefined), kinds.of(10, undefined));
  const different = new Set([
    kinds.of(10, undefined),
    kinds.of(11, undefined),
    kinds.of(10, shared),
    kinds.of(11, shared),
  ]);
  assert.equal(different.size, 4);
  const { options, round } = kinds.of(11, shared);
  assert.deepEqual([options.maxMessageBytes, options.deflate, round], [11, shared, common.round]);
});

test("RFC 7692 7.1.1.1: where the server's context is taken over, what is shared is plain", () => {
  const kinds = new LinkKinds(new NodeHost(), common);
  const key = (agreement: ReturnType<typeof agree>) => kinds.of(10, agreement).framing.key;
  assert.equal(key(agree(TAKEOVER_DEFLATE)), key(undefined));
  const small = agree(SHARED_DEFLATE, "permessage-deflate; server_max_window_bits=9");
  assert.equal(new Set([key(undefined), key(agree(SHARED_DEFLATE)), key(small)]).size, 3);
});
