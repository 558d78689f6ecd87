import assert from "node:assert/strict";
import { test } from "node:test";
import { served } from "./served.ts";

test("issue 7, 6: the stock client's scripts are served as such, to pages of any site", async (t) => {
  const { fetch } = await served(t);
  for (const name of ["socket.io.js", "socket.io.min.js", "socket.io.esm.min.js"]) {
    const response = await fetch(`/socket.io/${name}`);
    assert.equal(response.status, 200, name);
    assert.match(response.headers.get("content-type") ?? "", /javascript/);
    assert.equal(response.headers.get("access-control-allow-origin"), "*");
    assert.equal(response.headers.get("cache-control"), "no-cache");
    assert.match(await response.text(), /Socket\.IO v4\.8/i);
    assert.equal((await fetch(`/socket.io/${name}.map`)).status, 200);
  }
  assert.equal((await fetch("/socket.io/other.js")).status, 404);
});
