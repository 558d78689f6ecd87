/** One event of an event stream (WHATWG HTML section 9.2.6). */
export interface StreamEvent {
  /** Without one it is a `message`. */
  readonly type?: string;
  /** What a browser gives back as Last-Event-ID when it comes again; it stays until another event has one. */
  readonly id?: string;
  readonly data: string;
}

/** A comment: keeps what is in between from closing a silent connection, and nobody hears of it. */
export const LIFE_SIGN = ":\n\n";

const LINE_END = /\r\n|\r|\n/;
/** What ends a line or, in an id, makes a browser ignore it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what the section names.
const NOT_IN_A_FIELD = /[\r\n\u0000]/;

/** The event with the empty line that ends it. Throws `RangeError` for a type or an id that no line can hold. */
export function spellEvent({ type, id, data }: StreamEvent): string {
  for (const field of [type, id]) {
    if (field !== undefined && NOT_IN_A_FIELD.test(field)) throw new RangeError("no line holds this type or id");
  }
  const head = `${id === undefined ? "" : `id: ${id}\n`}${type === undefined ? "" : `event: ${type}\n`}`;
  // JSON, the usual case, has no line end in it.
  if (!LINE_END.test(data)) return `${head}data: ${data}\n\n`;
  const lines = data.split(LINE_END).map((line) => `data: ${line}\n`);
  return `${head}${lines.join("")}\n`;
}

/** How many milliseconds a browser is to wait before it comes back when this connection ends. */
export function spellRetry(ms: number): string {
  return `retry: ${Math.max(0, Math.round(ms))}\n\n`;
}
