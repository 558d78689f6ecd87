import type { Refusal } from "./carrier.ts";
import type { Host } from "./host.ts";
import type { Reply } from "./http.ts";

/** A refusal as a problem document (RFC 9457); `more` are members of its own that say the way on. */
export function problemReply(refusal: Refusal, host: Host, more: Readonly<Record<string, unknown>> = {}): Reply {
  const { status, title, detail } = refusal;
  // RFC 9110 section 11.6.1: a 401 names what would be taken.
  const challenge = status === 401 ? { "WWW-Authenticate": "Bearer" } : {};
  return {
    kind: "reply",
    status,
    headers: {
      ...challenge,
      ...refusal.headers,
      "Content-Type": "application/problem+json",
      "Cache-Control": "no-store",
    },
    body: host.encode(JSON.stringify({ type: "about:blank", title, status, detail, ...more })),
  };
}
