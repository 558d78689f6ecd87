import type { BlockList } from "node:net";
import type { Caller } from "@madang/wire";
import { addressOf } from "./address.ts";

/** A request before anybody has decided anything about it. */
export interface Request {
  /** The request target, `/ws/%EB%A7%88%EB%8B%B9?name=a`. */
  readonly target: string;
  readonly headers: ReadonlyMap<string, string>;
  /** The other end of the TCP connection; undefined when that has gone already. */
  readonly remote: string | undefined;
}

/** Plain data for a gateway; undefined when the path is not percent-encoded UTF-8. */
export function callerOf(request: Request, subprotocols: readonly string[], trusted: BlockList): Caller | undefined {
  const [path, search] = splitTarget(request.target);
  const decoded = decodePath(path);
  if (decoded === undefined) return undefined;
  const address = addressOf(request.remote, request.headers.get("x-forwarded-for"), trusted);
  return { address, path: decoded, query: parseQuery(search), headers: request.headers, subprotocols };
}

/** The path and the query of a request target in origin-form or absolute-form (RFC 9112 section 3.2). */
function splitTarget(target: string): [path: string, search: string] {
  const relative = target.startsWith("/") ? target : target.replace(/^[a-z]+:\/\/[^/?]*/i, "");
  const mark = relative.indexOf("?");
  return mark < 0 ? [relative, ""] : [relative.slice(0, mark), relative.slice(mark + 1)];
}

/** The first value of each name (application/x-www-form-urlencoded, URL Standard section 5.1). */
function parseQuery(search: string): ReadonlyMap<string, string> {
  const query = new Map<string, string>();
  if (search === "") return query;
  for (const [name, value] of new URLSearchParams(search)) if (!query.has(name)) query.set(name, value);
  return query;
}

function decodePath(path: string): string | undefined {
  if (!path.includes("%")) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
