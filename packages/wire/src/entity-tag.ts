/**
 * Whether the field If-None-Match names this tag, so that the client has the answer already. The comparison is a weak
 * one (RFC 9110 section 13.1.2): a proxy that compresses makes tags weak on their way.
 */
export function namesTag(list: string, tag: string): boolean {
  return list.split(",").some((each) => each.trim() === "*" || each.trim().replace(/^W\//, "") === tag);
}
