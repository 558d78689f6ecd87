import assert from "node:assert/strict";
import { once } from "node:events";
import { constants, createServer as createHttp2, type ServerHttp2Stream } from "node:http2";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { Duplex } from "node:stream";
import { type TestContext, test } from "node:test";
import { reset } from "../src/reset.ts";
import { Http2Peer } from "./http2-peer.ts";

/** A stream on its own connection, and what the server has of it, which has begun to answer. */
async function openStream(t: TestContext) {
  const server = createHttp2().listen(0, "127.0.0.1");
  t.after(() => server.close());
  await once(server, "listening");
  const { session } = await Http2Peer.open(t, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const stream = session.request({ ":method": "POST" });
  const [taken] = (await once(server, "stream")) as [ServerHttp2Stream];
  taken.respond();
  return { session, stream, taken };
}

test("RFC 9293 3.5.3: a TCP connection is reset, whatever waits on it", async (t) => {
  const server = createServer().listen(0, "127.0.0.1");
  t.after(() => server.close());
  await once(server, "listening");
  const client = connect((server.address() as AddressInfo).port, "127.0.0.1");
  const [socket] = (await once(server, "connection")) as [Socket];
  socket.write(Buffer.alloc(10_000_000));
  reset(socket);
  const [error] = (await once(client, "error")) as [NodeJS.ErrnoException];
  assert.equal(error.code, "ECONNRESET");
  reset(socket);
});

test("RFC 8441 5: a stream is ended with CANCEL, the connection goes on", async (t) => {
  const { session, stream, taken } = await openStream(t);
  taken.write(Buffer.alloc(10_000_000));
  reset(taken);
  stream.resume();
  await once(stream, "close");
  assert.equal(stream.rstCode, constants.NGHTTP2_CANCEL);
  assert.ok(taken.destroyed && !session.destroyed);
});

test("RFC 8441 5: nothing that looks like an orderly end comes before the reset", async (t) => {
  const { stream, taken } = await openStream(t);
  await once(stream, "response");
  const ends: (number | undefined)[] = [];
  stream.resume().on("end", () => ends.push(stream.rstCode));
  reset(taken);
  await once(stream, "close");
  assert.ok(!ends.includes(constants.NGHTTP2_NO_ERROR), "END_STREAM");
});

test("any other stream is destroyed", () => {
  const stream = new Duplex();
  reset(stream);
  assert.ok(stream.destroyed);
});
