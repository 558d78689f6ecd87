import { isToken, trimSpace } from "./header-tokens.ts";
import { type HttpRefusal, httpRefusal } from "./http-refusal.ts";

/** More fields than any browser and proxy send together; `node:http` takes 2,000. */
export const MAX_HEADERS = 100;

/** Names in lower case; repeated fields joined by `, ` (RFC 9110 section 5.3). */
export type HeaderFields = ReadonlyMap<string, string>;

/** The field lines of a head from `from` on, to the end of `text`, which has no empty line (RFC 9112 section 5). */
export function parseFields(text: string, from: number): HeaderFields | HttpRefusal {
  const fields = new Map<string, string>();
  let count = 0;
  for (let at = from; at < text.length; ) {
    const found = text.indexOf("\r\n", at);
    const end = found === -1 ? text.length : found;
    if (++count > MAX_HEADERS) return httpRefusal(431, `More than ${MAX_HEADERS} header fields.`);
    const colon = text.indexOf(":", at);
    const name = colon === -1 ? "" : text.slice(at, colon);
    if (!isToken(name)) return httpRefusal(400, `Header field ${count} has no valid name, or is folded.`);
    const value = trimSpace(text.slice(colon + 1, end));
    const key = name.toLowerCase();
    const before = fields.get(key);
    fields.set(key, before === undefined ? value : `${before}, ${value}`);
    at = end + 2;
  }
  return fields;
}
