import assert from "node:assert/strict";
import { test } from "node:test";
import { probeServer } from "../../src/probe/probe.ts";
import { fakeServer } from "./fake-server.ts";

test("what stands in between is named by what it says of itself", async (t) => {
  const { url: server } = await fakeServer(t, (_request, response) =>
    response.writeHead(502, { via: "1.1 gate" }).end(),
  );
  const { text, allOpen } = await probeServer({ server, room: "chat" });
  assert.equal(allOpen, false);
  assert.equal(text.split("\n").filter((line) => line.startsWith("✖")).length, 5);
  assert.match(text, /In between: via: 1\.1 gate\.$/);
});

test("nobody there: each way says so, and so does the end", async () => {
  const { text } = await probeServer({ server: new URL("http://127.0.0.1:1/"), room: "chat" });
  assert.equal(text.match(/ECONNREFUSED/g)?.length, 5);
  assert.match(text, /cannot be reached\.$/);
});
