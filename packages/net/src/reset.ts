import type { Http2Stream } from "node:http2";
import { Socket } from "node:net";
import { addAbortSignal, type Duplex } from "node:stream";
import { TLSSocket } from "node:tls";

/** Ends a stream at once: RST on TCP, RST_STREAM with CANCEL on HTTP/2 (RFC 8441 section 5). What waits is not sent. */
export function reset(stream: Duplex): void {
  if (stream.destroyed) return;
  if (isHttp2(stream)) {
    // Closed with the code, or destroyed without a cause, it would say END_STREAM before, as if that were all.
    stream.once("error", ignore);
    addAbortSignal(AbortSignal.abort(), stream);
    return;
  }
  // TLS says its own goodbye, or none.
  if (stream instanceof Socket && !(stream instanceof TLSSocket)) stream.resetAndDestroy();
  else stream.destroy();
}

/** What it says is that it was reset. */
function ignore(): void {}

function isHttp2(stream: Duplex): stream is Http2Stream {
  return "rstCode" in stream;
}
