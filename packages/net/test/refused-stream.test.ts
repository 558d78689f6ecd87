import assert from "node:assert/strict";
import { once } from "node:events";
import { constants, type IncomingHttpHeaders } from "node:http2";
import { test } from "node:test";
import { connectFields, Http2Peer } from "./http2-peer.ts";
import { openDoor } from "./open-door.ts";

test("RFC 9113 8.1: the refusal is whole, though the client goes on sending, and then the stream is over", async (t) => {
  const { port, gateway } = await openDoor(t, { clearHttp2: true });
  gateway.admission = () => ({ status: 409, title: "Conflict", detail: "no", headers: { "Retry-After": "7" } });
  const { session } = await Http2Peer.open(t, `http://127.0.0.1:${port}`);
  const stream = session.request(connectFields(), { endStream: false });
  stream.on("error", () => undefined).write(Buffer.alloc(40_000));
  const [headers] = (await once(stream, "response")) as [IncomingHttpHeaders];
  let body = "";
  stream.on("data", (piece: Buffer) => {
    body += piece.toString();
  });
  await once(stream, "close");
  assert.deepEqual([headers[":status"], headers["retry-after"]], [409, "7"]);
  assert.deepEqual(JSON.parse(body), { type: "about:blank", title: "Conflict", status: 409, detail: "no" });
  assert.equal(stream.rstCode, constants.NGHTTP2_NO_ERROR);
});
