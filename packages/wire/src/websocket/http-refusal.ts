import type { Refusal } from "../carrier.ts";
import type { Host } from "../host.ts";
import { spellHead } from "./head-spelling.ts";

/** A refusal with what its status demands in the header, such as `Allow` for 405. */
export interface HttpRefusal extends Refusal {
  readonly headers?: Readonly<Record<string, string>>;
}

/** The phrases of RFC 9110 section 15 and RFC 6585 for the statuses that refuse an upgrade. */
const PHRASES: ReadonlyMap<number, string> = new Map([
  [400, "Bad Request"],
  [401, "Unauthorized"],
  [403, "Forbidden"],
  [404, "Not Found"],
  [405, "Method Not Allowed"],
  [408, "Request Timeout"],
  [409, "Conflict"],
  [410, "Gone"],
  [413, "Content Too Large"],
  [414, "URI Too Long"],
  [415, "Unsupported Media Type"],
  [421, "Misdirected Request"],
  [426, "Upgrade Required"],
  [429, "Too Many Requests"],
  [431, "Request Header Fields Too Large"],
  [500, "Internal Server Error"],
  [501, "Not Implemented"],
  [503, "Service Unavailable"],
  [505, "HTTP Version Not Supported"],
]);

/** A refusal whose title is its status' own (RFC 9457 section 4.2.1 asks that of `about:blank`). */
export function httpRefusal(status: number, detail: string, headers?: Readonly<Record<string, string>>): HttpRefusal {
  const title = PHRASES.get(status) ?? "";
  return headers === undefined ? { status, title, detail } : { status, title, detail, headers };
}

/** The problem document (RFC 9457), `application/problem+json`. */
export function refusalBody({ status, title, detail }: HttpRefusal): string {
  return JSON.stringify({ type: "about:blank", title, status, detail });
}

/**
 * The whole response: a problem document (RFC 9457), after which the connection is closed. Throws `UsageError` for a
 * header field that cannot be spelled.
 */
export function spellRefusal(refusal: HttpRefusal, host: Host): Uint8Array {
  const { status, headers = {} } = refusal;
  const body = host.encode(refusalBody(refusal));
  const upgrade = Object.hasOwn(headers, "Upgrade") ? "Upgrade, close" : "close";
  const head = host.encode(
    spellHead(`HTTP/1.1 ${status} ${PHRASES.get(status) ?? ""}`, {
      ...headers,
      "Content-Type": "application/problem+json",
      "Content-Length": String(body.length),
      Connection: upgrade,
    }),
  );
  const response = new Uint8Array(head.length + body.length);
  response.set(head);
  response.set(body, head.length);
  return response;
}
