import { constants, type ServerHttp2Stream } from "node:http2";
import { type HttpRefusal, refusalBody } from "@madang/wire/websocket";
import { challenged } from "./turned-away.ts";

/** Answers a request that nobody takes, and asks for no more of it (RFC 9113 section 8.1). */
export function refuseStream(stream: ServerHttp2Stream, refusal: HttpRefusal): void {
  if (stream.destroyed || stream.closed) return;
  const { status, headers } = challenged(refusal);
  const body = Buffer.from(refusalBody(refusal));
  stream.respond({
    ":status": status,
    ...headers,
    "content-type": "application/problem+json",
    "content-length": body.length,
  });
  stream.end(body);
  stream.resume();
  stream.close(constants.NGHTTP2_NO_ERROR);
}
