const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** RFC 9110 section 5.6.2. */
export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/**
 * The elements of a comma list of tokens, in order and as they are written; empty elements do not count (RFC 9110
 * section 5.6.1). Undefined when one is not a token.
 */
export function tokenList(value: string): readonly string[] | undefined {
  const tokens: string[] = [];
  for (const element of value.split(",")) {
    const token = trimSpace(element);
    if (token === "") continue;
    if (!isToken(token)) return undefined;
    tokens.push(token);
  }
  return tokens;
}

/** Whether a comma list has `token` (given in lower case) among its elements, in any case. */
export function hasToken(value: string | undefined, token: string): boolean {
  if (value === undefined) return false;
  const lower = value.toLowerCase();
  return lower === token || lower.split(",").some((element) => trimSpace(element) === token);
}

/** Without the spaces and tabs around it (RFC 9110 section 5.6.3); `trim` would take more. */
export function trimSpace(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isSpace(text.charCodeAt(from))) from++;
  while (to > from && isSpace(text.charCodeAt(to - 1))) to--;
  return from === 0 && to === text.length ? text : text.slice(from, to);
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09;
}
