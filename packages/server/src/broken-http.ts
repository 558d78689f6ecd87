import type { Socket } from "node:net";
import { NodeHost } from "@madang/net";
import { httpRefusal, spellRefusal } from "@madang/wire/websocket";

const host = new NodeHost();
const STATUSES: ReadonlyMap<string | undefined, readonly [status: number, detail: string]> = new Map([
  ["HPE_HEADER_OVERFLOW", [431, "The header is too large."]],
  ["ERR_HTTP_REQUEST_TIMEOUT", [408, "The request did not come in time."]],
]);

/** The connection broke, or ended within a request (RFC 9112 section 8): nothing was wrong with what came until then. */
const CUT: ReadonlySet<string | undefined> = new Set(["ECONNRESET", "HPE_INVALID_EOF_STATE"]);

/** Answers what `node:http` cannot read as HTTP with a problem document (RFC 9457), and ends the connection. */
export function refuseBroken(error: { readonly code?: string }, socket: Socket): void {
  if (CUT.has(error.code) || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, detail] = STATUSES.get(error.code) ?? [400, "The request is no HTTP."];
  socket.end(spellRefusal(httpRefusal(status, detail), host), () => socket.destroy());
}
