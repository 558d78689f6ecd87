/** Arrays and objects inside each other. What is deeper breaks whoever walks it by recursion, `JSON.stringify` too. */
export const MAX_DEPTH = 100;

/** The value of a text; undefined when it is no JSON, or nested too deeply. Never throws. */
export function readJson(text: string): unknown {
  if (text.length > 2 * MAX_DEPTH && isDeeper(text, MAX_DEPTH)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

function isDeeper(text: string, most: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) inString = !inString;
    else if (inString) at += unit === BACKSLASH ? 1 : 0;
    else if (unit === 0x5b || unit === 0x7b) depth++;
    else if (unit === 0x5d || unit === 0x7d) depth--;
    if (depth > most) return true;
  }
  return false;
}
