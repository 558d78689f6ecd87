import { type HandshakeOffers, readOffers } from "./handshake-offers.ts";
import type { HeaderFields } from "./header-fields.ts";
import { type HttpRefusal, httpRefusal } from "./http-refusal.ts";

/**
 * The opening handshake of RFC 8441 section 5, over HTTP/2: a CONNECT with `:protocol` websocket, whose fields these
 * are. There is no Upgrade, no key and no accept: the answer is 200 with `choiceFields`. A refusal is known by its
 * `status`, 400.
 */
export function judgeExtendedConnect(headers: HeaderFields): HandshakeOffers | HttpRefusal {
  // RFC 6455 section 4.4; its 426 asks for an Upgrade, which HTTP/2 does not have (RFC 9113 section 8.6).
  if (headers.get("sec-websocket-version") !== "13") {
    return httpRefusal(400, "Sec-WebSocket-Version is not 13.", { "Sec-WebSocket-Version": "13" });
  }
  return readOffers(headers);
}
