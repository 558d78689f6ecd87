import { isToken } from "./header-tokens.ts";
import { UsageError } from "./usage-error.ts";

/**
 * The head of an HTTP/1.1 message up to and with its empty line; fields without a value are left out. Throws
 * `UsageError` for what would break out of its line.
 */
export function spellHead(startLine: string, fields: Readonly<Record<string, string | undefined>>): string {
  let head = `${checked(startLine)}\r\n`;
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (!isToken(name)) throw new UsageError(`no name for a header field: ${JSON.stringify(name)}`);
    head += `${name}: ${checked(value)}\r\n`;
  }
  return `${head}\r\n`;
}

function checked(line: string): string {
  if (!/^[\t\x20-\x7e]*$/.test(line)) throw new UsageError(`not for a line of a head: ${JSON.stringify(line)}`);
  return line;
}
