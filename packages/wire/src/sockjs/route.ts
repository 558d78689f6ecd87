import { isTransport, type Transport } from "./transport.ts";

/** Server and session parts, in characters of the URL: a UUID has 36. They are keys of a table, so they have a bound. */
export const MAX_PART_LENGTH = 128;

/** Where under its base a request goes (sockjs-protocol.py, "Static URLs" and "Session URLs"). */
export type Route =
  | { readonly kind: "greeting" }
  | { readonly kind: "iframe" }
  | { readonly kind: "info" }
  | { readonly kind: "raw-websocket" }
  | { readonly kind: "session"; readonly session: string; readonly transport: Transport };

const IFRAME = /^\/iframe[0-9-.a-z_]*\.html$/;
const STATIC: Readonly<Record<string, Route>> = {
  "": { kind: "greeting" },
  "/": { kind: "greeting" },
  "/info": { kind: "info" },
  "/websocket": { kind: "raw-websocket" },
};

/**
 * Reads what follows the base in a path, as it stood in the request: not decoded, without the query. Undefined is 404:
 * an empty part, a part with a dot, too many or too few. The server part is a load balancer's and is dropped; the
 * session's is kept as it was spelled.
 */
export function readRoute(rest: string): Route | undefined {
  if (Object.hasOwn(STATIC, rest)) return STATIC[rest];
  if (IFRAME.test(rest)) return { kind: "iframe" };
  const [before, server = "", session = "", transport = "", ...more] = rest.split("/");
  if (before !== "" || more.length > 0 || !isPart(server) || !isPart(session) || !isTransport(transport)) {
    return undefined;
  }
  return { kind: "session", session, transport };
}

function isPart(part: string): boolean {
  return part !== "" && part.length <= MAX_PART_LENGTH && !part.includes(".");
}
