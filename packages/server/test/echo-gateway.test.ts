import assert from "node:assert/strict";
import { test } from "node:test";
import { EchoGateway } from "../src/echo-gateway.ts";

test("echo host: text as text, bytes as bytes, up to 16 MiB; also on a carrier that is no WebSocket link", async () => {
  const written: string[] = [];
  const admission = await new EchoGateway().admit();
  assert.equal(admission.maxMessageBytes, 16 * 1024 * 1024);
  const session = admission.open({
    framing: {
      key: "plain",
      frame: (messages) => Buffer.from(messages.map((message) => `${typeof message}:${message};`).join("")),
    },
    write: (image) => {
      written.push(Buffer.from(image).toString());
      return true;
    },
    close: (code, reason) => written.push(`${code} ${reason}`),
  });
  session.text("a");
  session.binary(Uint8Array.of(1, 2));
  session.farewell(7, "bye");
  assert.deepEqual(written, ["string:a;", "object:1,2;", "1012 bye; come back in 7 ms"]);
});
