/** What a browser, a WebSocket or an old XHR mangles on its way (sockjs-protocol.py, "JSON Unicode Encoding"). */
const MANGLED = /[\u200c-\u200f\u2028-\u202f\u2060-\u206f\ufff0-\uffff\ud800-\udfff]/g;

/**
 * A message as a JSON string that arrives as it is: control characters are escaped by JSON itself, the rest of the
 * table, surrogates in pairs too, as `\uXXXX`. So a frame never holds a line break or NUL.
 */
export function quote(message: string): string {
  return JSON.stringify(message).replace(MANGLED, escaped);
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
