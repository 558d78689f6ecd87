import assert from "node:assert/strict";
import { test } from "node:test";
import { openEcho } from "./echo-door.ts";
import { HttpPeer, post, sessionUrl } from "./http-peer.ts";

test("sockjs-node, /amplify: 2 to the power of what is sent, from 1 to 18", async (t) => {
  const { port } = await openEcho(t);
  const url = sessionUrl("/amplify");
  await HttpPeer.ask(port, post(`${url}/xhr`));
  for (const [sent, length] of [
    ["1", 2],
    ["18", 2 ** 18],
    ["0", 2],
    ["19", 2],
    ["many", 2],
  ] as const) {
    await HttpPeer.ask(port, post(`${url}/xhr_send`, JSON.stringify([sent])));
    assert.equal((await HttpPeer.ask(port, post(`${url}/xhr`))).body, `a["${"x".repeat(length)}"]\n`);
  }
});
