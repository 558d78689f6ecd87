import { createServer, type RequestListener, type Server } from "node:http";
import { hasToken } from "@madang/wire/websocket";

/** 10 s from a request's first byte to the end of its head, as at the door. */
const HEAD_TIMEOUT_MS = 10_000;
/** 30 s for a whole request: the longest that is taken is 64 KiB. */
const REQUEST_TIMEOUT_MS = 30_000;

/** An HTTP server that does not listen: the front door hands it connections, and judges WebSocket upgrades on them. */
export function plainHttpServer(listener: RequestListener): Server {
  const server = createServer(
    {
      noDelay: true,
      headersTimeout: HEAD_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      // RFC 9110 section 7.8: an upgrade that is not spoken here (curl's h2c) is ignored, and the request answered.
      shouldUpgradeCallback: ({ method, headers }) => method === "GET" && hasToken(headers.upgrade, "websocket"),
    },
    listener,
  );
  // Node begins to hold connections to the timeouts, and to know which are idle, when a server says that it listens.
  server.emit("listening");
  return server;
}
