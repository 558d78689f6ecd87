import { type BadRequest, CALLBACK_INVALID, CALLBACK_REQUIRED } from "./bad-request.ts";

/** sockjs-node's bound for JSONP; `_jp.` and eight characters is what sockjs-client sends. */
export const MAX_CALLBACK_LENGTH = 32;

/**
 * The name of a function in the page that an answer calls: `c`, or `callback` for old clients. What is let through
 * stands in a script as it is, so only `[a-zA-Z0-9-_.]` is.
 */
export function readCallback(query: ReadonlyMap<string, string>): string | BadRequest {
  const name = query.get("c") ?? query.get("callback");
  if (name === undefined) return CALLBACK_REQUIRED;
  return /^[a-zA-Z0-9\-_.]+$/.test(name) && name.length <= MAX_CALLBACK_LENGTH ? name : CALLBACK_INVALID;
}
