import type { Host } from "../host.ts";
import { HEAD_PROFILE, type Profile } from "./profile.ts";
import { TRANSPORTS, type Transport } from "./transport.ts";

export type Headers = Readonly<Record<string, string>>;

/** A year: what the suite asks of pages and preflights that never change. */
const YEAR_SECONDS = 31_536_000;

/** For the iframe page and preflights. The date is only there to be there: `max-age` wins over it (RFC 9111 5.3). */
export const CACHED: Headers = {
  "Cache-Control": `public, max-age=${YEAR_SECONDS}`,
  Expires: "Thu, 31 Dec 2037 23:55:55 GMT",
};

/** `origin` and `asked` are the fields `Origin` and `Access-Control-Request-Headers` of the request. */
export function corsHeaders(origin = "", asked = "", profile: Profile = HEAD_PROFILE): Headers {
  return {
    "Access-Control-Allow-Origin": origin === "" ? "*" : origin === "null" ? profile.nullOrigin : origin,
    Vary: "Origin",
    ...(origin !== "" || profile.alwaysCredentials ? { "Access-Control-Allow-Credentials": "true" } : {}),
    ...(asked === "" ? {} : { "Access-Control-Allow-Headers": asked }),
  };
}

/** A preflight's answer, 204 without a body; `corsHeaders` go with it. */
export function preflightHeaders(methods: readonly string[]): Headers {
  return {
    ...CACHED,
    "Access-Control-Allow-Methods": methods.join(", "),
    "Access-Control-Max-Age": String(YEAR_SECONDS),
  };
}

/** Type and caching of a session URL's answer; `corsHeaders` go with those that `TRANSPORTS` marks. */
export function transportHeaders(transport: Transport, profile: Profile = HEAD_PROFILE): Headers {
  const { contentType } = TRANSPORTS[transport];
  return {
    "Content-Type": transport === "eventsource" ? profile.eventSourceType : contentType,
    "Cache-Control": profile.noCache,
    ...(transport === "jsonp" ? { "X-Content-Type-Options": "nosniff" } : {}),
  };
}

export function infoHeaders(profile: Profile = HEAD_PROFILE): Headers {
  return { "Content-Type": "application/json; charset=UTF-8", "Cache-Control": profile.noCache };
}

/** The name of a page by its content, for `ETag` and `If-None-Match`. */
export function entityTag(page: string, host: Host): string {
  return `"${host.sha1(page, "base64")}"`;
}

/** For services that need sticky sessions: the cookie that came, or a dummy for the balancer to replace. */
export function sessionCookie(cookies = ""): Headers {
  const sent = cookies.split(";").find((cookie) => cookie.trim().startsWith("JSESSIONID="));
  const value = sent?.trim().slice("JSESSIONID=".length) || "dummy";
  return { "Set-Cookie": `JSESSIONID=${value}; path=/` };
}
