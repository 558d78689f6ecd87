import type { Content, Headers as EntryHeaders } from "@madang/hub";
import type { Host } from "@madang/wire";
import { isEntryKey, KEY_RULE, MAX_ID_LENGTH } from "@madang/wire/native";
import { type Headers, header, type SendEvent, userHeaders } from "@madang/wire/stomp";

/** What a MESSAGE says of an entry by itself: nobody may say it in another's name. */
const OURS: ReadonlySet<string> = new Set([
  "id",
  "author",
  "author-kind",
  "author-id",
  "timestamp",
  "x-stream-offset",
  "position",
  "removed",
  "type",
  "x-key",
]);
const TYPE = "content-type";
const UTF8_TEXT = /^text\/plain *(; *charset *= *"?utf-8"? *)?$/i;
const ID = new RegExp(`^[!-~]{1,${MAX_ID_LENGTH}}$`);

/** What a SEND puts into a room. */
export interface SentContent {
  readonly content: Content;
  /** What it passes on; undefined when that is nothing. */
  readonly headers?: EntryHeaders;
  readonly id?: string;
  readonly key?: string;
}

/** A text when the body is one, else bytes with their type; a text answers what is wrong with the frame. */
export function sentContent({ headers, body }: SendEvent, host: Host): SentContent | string {
  const id = header(headers, "id");
  if (id !== undefined && !ID.test(id)) return `id: an id has 1 to ${MAX_ID_LENGTH} visible ASCII characters`;
  const key = header(headers, "x-key");
  if (key !== undefined && !isEntryKey(key)) return `x-key: ${KEY_RULE}`;
  const type = header(headers, TYPE);
  const isText = (type === undefined || UTF8_TEXT.test(type)) && host.isUtf8(body);
  const passed = passedHeaders(headers, isText ? type : undefined);
  return {
    content: isText ? { text: host.decode(body) } : { data: body, contentType: type ?? "application/octet-stream" },
    ...(passed === undefined ? {} : { headers: passed }),
    ...(id === undefined ? {} : { id }),
    ...(key === undefined ? {} : { key }),
  };
}

/** The headers of an entry that go on to its MESSAGEs, those of other gateways too. */
export function isPassedOn(name: string): boolean {
  return !OURS.has(name);
}

/** A text keeps its type as a header, so that it comes out as it went in. */
function passedHeaders(headers: Headers, type: string | undefined): EntryHeaders | undefined {
  const passed = new Map<string, string>();
  for (const [name, value] of userHeaders(headers)) {
    // Of repeats the first counts (STOMP 1.2 "Repeated Header Entries").
    if (isPassedOn(name) && !passed.has(name)) passed.set(name, value);
  }
  if (type !== undefined) passed.set(TYPE, type);
  return passed.size === 0 ? undefined : Object.fromEntries(passed);
}
