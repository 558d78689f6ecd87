type Headers = Readonly<Record<string, string>>;

/** A poll's answer (engine.io/lib/transports/polling.ts): the charset is for pages that are not UTF-8 themselves. */
export const POLL_HEADERS: Headers = { "Content-Type": "text/plain; charset=UTF-8", "Cache-Control": "no-store" };

/** The answer `ok` to a POST: as HTML, since some browsers offer to save a plain text. */
export const POST_HEADERS: Headers = { "Content-Type": "text/html", "Cache-Control": "no-store" };
export const POST_BODY = "ok";

export const ERROR_HEADERS: Headers = { "Content-Type": "application/json", "Cache-Control": "no-store" };
