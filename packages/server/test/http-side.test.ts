import assert from "node:assert/strict";
import { test } from "node:test";
import { served } from "./served.ts";

test("design: logs and Socket.IO's polls are answered before the API, and what is neither by it", async (t) => {
  const { fetch } = await served(t);
  assert.equal((await fetch("/rooms/chat/log?offset=now")).headers.get("stream-up-to-date"), "true");
  assert.match(await (await fetch("/socket.io/?EIO=4&transport=polling")).text(), /^0\{"sid":/);
  assert.equal((await fetch("/rooms/chat")).headers.get("content-type"), "application/problem+json");
});
