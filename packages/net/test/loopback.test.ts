import assert from "node:assert/strict";
import { test } from "node:test";
import { isLoopback } from "../src/loopback.ts";

test("RFC 6761 6.3, RFC 1122 3.2.1.3, RFC 4291 2.5.3: localhost and what is below it, 127.0.0.0/8, ::1", () => {
  for (const name of ["localhost", "LocalHost.", "chat.localhost", "127.0.0.1", "127.8.9.10", "::1", "[::1]"]) {
    assert.ok(isLoopback(name), name);
  }
  for (const name of ["", "0.0.0.0", "128.0.0.1", "10.0.0.1", "::", "[fd00::1]", "localhost.example", "mylocalhost"]) {
    assert.ok(!isLoopback(name), name);
  }
  assert.ok(isLoopback("::ffff:127.0.0.1"));
  assert.ok(!isLoopback("127.0.0.1.example"));
});
