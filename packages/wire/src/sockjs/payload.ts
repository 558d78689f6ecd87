import { type BadRequest, BROKEN_JSON, PAYLOAD_EXPECTED } from "./bad-request.ts";

/**
 * The messages in the body of an `xhr_send`, whatever its content type says (sockjs-protocol.py,
 * `test_content_types`). An empty array is legal; an array of anything but strings is no payload.
 */
export function readXhrPayload(body: string): readonly string[] | BadRequest {
  if (body === "") return PAYLOAD_EXPECTED;
  const value = parsed(body);
  if (value === undefined) return BROKEN_JSON;
  return isMessages(value) ? value : PAYLOAD_EXPECTED;
}

/** The messages in the body of a `jsonp_send`: the field `d` of a form, or JSON as it is. */
export function readJsonpPayload(body: string, contentType: string): readonly string[] | BadRequest {
  const type = contentType.split(";", 1)[0]?.trim().toLowerCase();
  return readXhrPayload(type === "application/x-www-form-urlencoded" ? formField(body, "d") : body);
}

/**
 * The messages in a WebSocket's text: an array, or one string; nothing in an empty text. Undefined: broken JSON, and
 * the connection is to be dropped without a word (sockjs-protocol.py, `test_broken_json`).
 */
export function readSocketPayload(text: string): readonly string[] | undefined {
  if (text === "") return [];
  const value = parsed(text);
  if (typeof value === "string") return [value];
  return isMessages(value) ? value : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isMessages(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((message) => typeof message === "string");
}

/** The first field of that name (WHATWG URL, "application/x-www-form-urlencoded parsing"); empty when there is none. */
function formField(body: string, name: string): string {
  const start = `${name}=`;
  const field = body.split("&").find((pair) => pair.startsWith(start));
  if (field === undefined) return "";
  const value = field.slice(start.length).replaceAll("+", " ");
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
