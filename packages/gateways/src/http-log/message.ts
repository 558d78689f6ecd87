import { isEntryKey, KEY_RULE, MAX_ID_LENGTH, MAX_TEXT_LENGTH } from "@madang/wire/native";

/** What somebody wants to say over HTTP. */
export interface LogMessage {
  /** Made by the client, so that a repeat is known. */
  readonly id?: string;
  readonly text: string;
  /** What it is the latest value of, in a volatile room. */
  readonly key?: string;
}

const ID = new RegExp(`^[!-~]{1,${MAX_ID_LENGTH}}$`);

/**
 * The messages of a body, one or an array of them (Durable Streams section 7.1), or what is wrong with it, and where.
 */
export function readLogMessages(
  body: string,
): { readonly messages: readonly LogMessage[]; readonly many: boolean } | string {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return "the body is not JSON";
  }
  const many = Array.isArray(value);
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (values.length === 0) return "the body is an empty array";
  const messages: LogMessage[] = [];
  for (const [index, each] of values.entries()) {
    const message = readMessage(each, many ? `[${index}].` : "");
    if (typeof message === "string") return message;
    messages.push(message);
  }
  return { messages, many };
}

function readMessage(value: unknown, at: string): LogMessage | string {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return `${at || "the body"}: a message is an object, {"id":"…","text":"…"}`;
  const { id, text, key } = value as { readonly id?: unknown; readonly text?: unknown; readonly key?: unknown };
  if (typeof text !== "string" || text.length < 1 || text.length > MAX_TEXT_LENGTH)
    return `${at}text: a text has 1 to ${MAX_TEXT_LENGTH} characters`;
  if (id !== undefined && (typeof id !== "string" || !ID.test(id)))
    return `${at}id: an id has 1 to ${MAX_ID_LENGTH} visible ASCII characters`;
  if (key !== undefined && (typeof key !== "string" || !isEntryKey(key))) return `${at}key: ${KEY_RULE}`;
  return { text, ...(id !== undefined && { id }), ...(key !== undefined && { key }) };
}
