import type { Host } from "../host.ts";
import { acceptFor, isHandshakeKey } from "./handshake-key.ts";
import { choiceFields, type HandshakeChoice, type HandshakeOffers, readOffers } from "./handshake-offers.ts";
import { spellFields } from "./head-spelling.ts";
import type { HeaderFields } from "./header-fields.ts";
import { hasToken } from "./header-tokens.ts";
import { type HttpRefusal, httpRefusal } from "./http-refusal.ts";

/** What the server's side of a handshake looks at: a `RequestHead`, or the same from elsewhere. */
export interface HandshakeRequest {
  readonly method: string;
  readonly version: string;
  readonly headers: HeaderFields;
}

/** A good opening handshake, and what the client offers with it. */
export interface Handshake extends HandshakeOffers {
  /** The value of Sec-WebSocket-Accept. */
  readonly accept: string;
}

const SWITCHING = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n";

/** RFC 6455 section 4.2.1. A refusal is known by its `status`: 400, 405, 426 or 505. */
export function judgeHandshake(request: HandshakeRequest, host: Host): Handshake | HttpRefusal {
  const refusal = judgeHttp(request) ?? judgeUpgrade(request.headers);
  if (refusal !== undefined) return refusal;
  const { headers } = request;
  const key = headers.get("sec-websocket-key") ?? "";
  if (!isHandshakeKey(key)) return httpRefusal(400, "Sec-WebSocket-Key is not one base64 of 16 bytes.");
  const offers = readOffers(headers);
  return "status" in offers ? offers : { accept: acceptFor(key, host), ...offers };
}

/** The 101 response (RFC 6455 section 4.2.2). Throws `UsageError` for a subprotocol that was not offered. */
export function spellHandshake(handshake: Handshake, choice: HandshakeChoice, host: Host): Uint8Array {
  const chosen = spellFields(choiceFields(handshake, choice));
  return host.encode(`${SWITCHING}Sec-WebSocket-Accept: ${handshake.accept}\r\n${chosen}\r\n`);
}

function judgeHttp({ method, version, headers }: HandshakeRequest): HttpRefusal | undefined {
  if (method !== "GET") return httpRefusal(405, "A WebSocket opens with GET.", { Allow: "GET" });
  if (version === "1.0") return httpRefusal(505, "A WebSocket opens with HTTP/1.1, not HTTP/1.0.");
  // A Host field that came twice is joined by a comma and a space, which no host has.
  if (!/^[^\s,]+$/.test(headers.get("host") ?? "")) return httpRefusal(400, "There is not one Host.");
  // A body would stand where frames are expected.
  if ((headers.get("content-length") ?? "0") !== "0" || headers.has("transfer-encoding")) {
    return httpRefusal(400, "A request that opens a WebSocket has no body.");
  }
  return undefined;
}

function judgeUpgrade(headers: HeaderFields): HttpRefusal | undefined {
  if (!hasToken(headers.get("upgrade"), "websocket")) {
    return httpRefusal(426, "This address speaks WebSocket.", { Upgrade: "websocket" });
  }
  if (!hasToken(headers.get("connection"), "upgrade")) return httpRefusal(400, "Connection does not name Upgrade.");
  if (headers.get("sec-websocket-version") === "13") return undefined;
  // Section 4.4: the answer names the versions that are spoken.
  return httpRefusal(426, "Sec-WebSocket-Version is not 13.", { Upgrade: "websocket", "Sec-WebSocket-Version": "13" });
}
