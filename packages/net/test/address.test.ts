import assert from "node:assert/strict";
import { BlockList } from "node:net";
import { test } from "node:test";
import { addressOf, plainAddress } from "../src/address.ts";

const proxies = new BlockList();
proxies.addSubnet("10.0.0.0", 8, "ipv4");
proxies.addSubnet("fd00::", 8, "ipv6");

test("RFC 5952 4: one spelling for every address", () => {
  for (const [text, plain] of [
    ["10.0.0.1", "10.0.0.1"],
    ["::ffff:10.0.0.1", "10.0.0.1"],
    ["::FFFF:10.0.0.1", "10.0.0.1"],
    ["::ffff:a00:1", "10.0.0.1"],
    ["2001:DB8:0:0::1", "2001:db8::1"],
    ["fe80::1%eth0", "fe80::1"],
    ["::1", "::1"],
    ["", undefined],
    ["localhost", undefined],
    ["10.0.0.1:80", undefined],
    ["10.0.0.01", undefined],
  ] as const) {
    assert.equal(plainAddress(text), plain, text);
  }
});

test("X-Forwarded-For: the last address that no trusted proxy vouches for", () => {
  for (const [remote, forwarded, address] of [
    ["203.0.113.1", undefined, "203.0.113.1"],
    ["203.0.113.1", "1.1.1.1", "203.0.113.1"],
    ["10.1.1.1", "1.1.1.1", "1.1.1.1"],
    ["::ffff:10.1.1.1", "1.1.1.1", "1.1.1.1"],
    ["fd00::1", "6.6.6.6, 1.1.1.1,10.2.2.2", "1.1.1.1"],
    ["10.1.1.1", "10.3.3.3", "10.3.3.3"],
    ["10.1.1.1", "1.1.1.1, unknown", "10.1.1.1"],
    ["10.1.1.1", "", "10.1.1.1"],
    ["10.1.1.1", "::ffff:a00:1, 2001:DB8::7", "2001:db8::7"],
    ["10.1.1.1", undefined, "10.1.1.1"],
  ] as const) {
    assert.equal(addressOf(remote, forwarded, proxies), address, `${remote} ${forwarded}`);
  }
});

test("a peer that has gone already has no address, and that is no fault", () => {
  assert.equal(addressOf(undefined, "1.1.1.1", proxies), "");
});
