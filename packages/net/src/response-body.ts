import { ServerResponse } from "node:http";
import { Http2ServerResponse } from "node:http2";
import type { Writable } from "node:stream";
import { reset } from "./reset.ts";
import { MAX_WRITE_BYTES, writeSome } from "./write-round.ts";

/** Where the body of an answer goes: over HTTP/2 the response only stands for its stream, and says `finish` whatever became of that. */
export function bodyOf(response: ServerResponse | Http2ServerResponse): Writable {
  return response instanceof Http2ServerResponse ? response.stream : response;
}

/**
 * Writes a chunk of its own (RFC 9112 section 7.1), for clients that read chunk by chunk. What one turn writes, node:http
 * makes into one chunk, but not while somebody else has corked the connection.
 */
export function writeChunk(body: Writable, bytes: Uint8Array | string): void {
  const connection = body instanceof ServerResponse ? body.socket : null;
  connection?.cork();
  body.write(bytes);
  connection?.uncork();
}

/** Ends a body with all of it, in writes of 64 KiB at most: a longer one would not show whether a slow reader makes progress. */
export function endWith(body: Writable, bytes: Uint8Array): void {
  if (bytes.length <= MAX_WRITE_BYTES) {
    body.end(bytes);
    return;
  }
  let left = writeSome(body, [bytes]);
  const end = (): void => {
    body.off("drain", goOn);
    body.end();
  };
  const goOn = (): void => {
    left = writeSome(body, left);
    if (left.length === 0) end();
  };
  if (left.length === 0) end();
  else body.on("drain", goOn);
}

/** Ends an answer at once: over HTTP/1 its connection, over HTTP/2 its stream. What waits is not sent. */
export function resetResponse(response: ServerResponse | Http2ServerResponse): void {
  const stream = response instanceof Http2ServerResponse ? response.stream : response.socket;
  if (stream === null) response.destroy();
  else reset(stream);
}
