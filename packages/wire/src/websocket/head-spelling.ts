import { isToken } from "./header-tokens.ts";
import { UsageError } from "./usage-error.ts";

/**
 * The head of an HTTP/1.1 message up to and with its empty line; fields without a value are left out. Throws
 * `UsageError` for what would break out of its line.
 */
export function spellHead(startLine: string, fields: Readonly<Record<string, string | undefined>>): string {
  return `${checked(startLine)}\r\n${spellFields(fields)}\r\n`;
}

/** The field lines of a head, each with its CRLF; as `spellHead`. */
export function spellFields(fields: Readonly<Record<string, string | undefined>>): string {
  let lines = "";
  for (const name in fields) {
    const value = fields[name];
    if (value === undefined) continue;
    if (!isToken(name)) throw new UsageError(`no name for a header field: ${JSON.stringify(name)}`);
    lines += `${name}: ${checked(value)}\r\n`;
  }
  return lines;
}

function checked(line: string): string {
  if (!/^[\t\x20-\x7e]*$/.test(line)) throw new UsageError(`not for a line of a head: ${JSON.stringify(line)}`);
  return line;
}
