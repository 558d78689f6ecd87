import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";
import { freePorts } from "../run/free-ports.ts";

test("two ports that nobody has, and that no connection is given when it goes out", async () => {
  const { port, stompPort } = await freePorts();
  assert.notEqual(port, stompPort);
  for (const each of [port, stompPort]) {
    assert.ok(each < 32_768, `${each}`);
    const listener = createServer().listen(each, "127.0.0.1");
    await once(listener, "listening");
    listener.close();
  }
});
