import { constants, type Http2Stream } from "node:http2";
import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { TLSSocket } from "node:tls";

/** Ends a stream at once: RST on TCP, RST_STREAM with CANCEL on HTTP/2 (RFC 8441 section 5). What waits is not sent. */
export function reset(stream: Duplex): void {
  if (stream.destroyed) return;
  if (isHttp2(stream)) stream.close(constants.NGHTTP2_CANCEL);
  // TLS says its own goodbye, or none.
  if (stream instanceof Socket && !(stream instanceof TLSSocket)) stream.resetAndDestroy();
  else stream.destroy();
}

function isHttp2(stream: Duplex): stream is Http2Stream {
  return "rstCode" in stream;
}
