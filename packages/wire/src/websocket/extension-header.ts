import { isToken } from "./header-tokens.ts";

/** One element of Sec-WebSocket-Extensions. A parameter's name may come more than once. */
export interface Extension {
  readonly name: string;
  readonly parameters: readonly ExtensionParameter[];
}

export interface ExtensionParameter {
  readonly name: string;
  /** Unquoted; undefined for a parameter without a value. */
  readonly value: string | undefined;
}

/** A word, bare (1) or quoted (2), and the delimiter that ends it (3). No two parts can match the same characters. */
const WORD = /[ \t]*(?:(?:([!#$%&'*+\-.^_`|~0-9A-Za-z]+)|"((?:[^"\\]|\\.)*)")[ \t]*)?([,;=]|$)/gy;

interface Building {
  readonly name: string;
  readonly parameters: ExtensionParameter[];
}

/**
 * Elements in the header's order, which is the order of preference (RFC 6455 section 9.1); empty ones do not count.
 * Undefined when the header breaks the grammar; a quoted value must be a token once it is unquoted.
 */
export function parseExtensions(header: string): readonly Extension[] | undefined {
  const extensions: Building[] = [];
  let before = ",";
  for (const [, bare, quoted, delimiter = ""] of header.matchAll(WORD)) {
    const word = bare ?? quoted?.replaceAll(/\\(.)/g, "$1");
    const goesOn = delimiter === "=" ? before === ";" : true;
    if (!goesOn || !addWord(extensions, before, { word, isBare: bare !== undefined })) return undefined;
    if (delimiter === "") return extensions;
    before = delimiter;
  }
  return undefined;
}

interface Word {
  readonly word: string | undefined;
  readonly isBare: boolean;
}

/** Puts `word` where the delimiter before it says; false when it cannot stand there. */
function addWord(extensions: Building[], before: string, { word, isBare }: Word): boolean {
  const last = extensions.at(-1);
  if (before === ",") {
    if (word === undefined) return true;
    extensions.push({ name: word, parameters: [] });
    return isBare;
  }
  if (word === undefined || last === undefined) return false;
  if (before === ";") {
    last.parameters.push({ name: word, value: undefined });
    return isBare;
  }
  const name = last.parameters.pop()?.name;
  if (name === undefined) return false;
  last.parameters.push({ name, value: word });
  return isToken(word);
}

/** The other way round; values are spelled bare, which a token can be. */
export function spellExtensions(extensions: readonly Extension[]): string {
  return extensions.map(({ name, parameters }) => [name, ...parameters.map(spellParameter)].join("; ")).join(", ");
}

function spellParameter({ name, value }: ExtensionParameter): string {
  return value === undefined ? name : `${name}=${value}`;
}
