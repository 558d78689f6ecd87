import { PeerError } from "./peer-error.ts";
import type { Version } from "./version.ts";

const BACKSLASH = "\\";

/** What follows the backslash, and what both stand for (STOMP 1.2 "Value Encoding", 1.1 the same without CR). */
const MEANINGS: Readonly<Record<Version, ReadonlyMap<string, string>>> = {
  "1.0": new Map(),
  "1.1": new Map([
    ["n", "\n"],
    ["c", ":"],
    [BACKSLASH, BACKSLASH],
  ]),
  "1.2": new Map([
    ["r", "\r"],
    ["n", "\n"],
    ["c", ":"],
    [BACKSLASH, BACKSLASH],
  ]),
};

const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ["\r", "\\r"],
  ["\n", "\\n"],
  [":", "\\c"],
  [BACKSLASH, "\\\\"],
  // No version can say it; it would end the frame for a reader that looks for it.
  ["\0", " "],
]);

/** biome-ignore-start lint/suspicious/noControlCharactersInRegex: these are what is to be escaped */
const SPECIAL = { "1.1": /[\\\n:\0]/, "1.2": /[\\\r\n:\0]/ } as const;
const EACH_SPECIAL = { "1.1": /[\\\n:\0]/g, "1.2": /[\\\r\n:\0]/g } as const;
const BREAKING = /[\r\n\0]/g;
/** biome-ignore-end lint/suspicious/noControlCharactersInRegex: until here */

/** A header's name or value as it goes between colon and line end. 1.0 has no escapes: what would break it is a space. */
export function escapeHeader(text: string, version: Version): string {
  if (version === "1.0") return text.replace(BREAKING, " ");
  if (!SPECIAL[version].test(text)) return text;
  return text.replace(EACH_SPECIAL[version], (character) => SPELLINGS.get(character) ?? character);
}

/** The other way round. Throws `PeerError` for an escape that the version does not know: it is fatal. */
export function unescapeHeader(text: string, version: Version): string {
  let slash = text.indexOf(BACKSLASH);
  if (slash < 0 || version === "1.0") return text;
  const meanings = MEANINGS[version];
  let plain = "";
  let from = 0;
  while (slash >= 0) {
    const character = text.charAt(slash + 1);
    const meaning = meanings.get(character);
    if (meaning === undefined) throw undefinedEscape(character, version);
    plain += text.slice(from, slash) + meaning;
    from = slash + 2;
    slash = text.indexOf(BACKSLASH, from);
  }
  return plain + text.slice(from);
}

function undefinedEscape(character: string, version: Version): PeerError {
  const known = [...MEANINGS[version].keys()].map((each) => BACKSLASH + each).join(" ");
  return new PeerError(1002, "undefined escape in a header", {
    details: `STOMP ${version} has the escapes ${known}; the header has \\${character}`,
  });
}
