import type { Host } from "../host.ts";
import { HeadReader, type HeadText } from "./head-reader.ts";
import { type HeaderFields, parseFields } from "./header-fields.ts";
import { type HttpRefusal, httpRefusal } from "./http-refusal.ts";

/** The head of an HTTP/1.1 response, RFC 9112 sections 4 and 5. */
export interface ResponseHead {
  readonly code: number;
  readonly headers: HeaderFields;
  /** How many bytes the head took with its empty line; what follows in `ResponseHeadReader.bytes` is not its own. */
  readonly size: number;
}

/** Reads one response head from chunks, at most `MAX_HEAD_BYTES` and `MAX_HEADERS` of it. */
export class ResponseHeadReader {
  readonly #head: HeadReader;

  constructor(host: Host) {
    this.#head = new HeadReader(host);
  }

  /** All bytes so far: after the head may stand the first frames. */
  get bytes(): Uint8Array {
    return this.#head.bytes;
  }

  /** Undefined: not yet, and `chunk` has been copied. Anything else is final; what is no response has a `status`. */
  read(chunk: Uint8Array): ResponseHead | HttpRefusal | undefined {
    const head = this.#head.read(chunk);
    return head === undefined || "status" in head ? head : parseResponse(head);
  }
}

function parseResponse({ text, size }: HeadText): ResponseHead | HttpRefusal {
  const end = text.indexOf("\r\n");
  const line = end === -1 ? text : text.slice(0, end);
  // The phrase may be missing with its space, as some servers send it.
  const code = /^HTTP\/1\.\d (\d{3})(?: |$)/.exec(line)?.[1];
  if (code === undefined) return httpRefusal(400, "The status line is not `HTTP/1.1 code phrase`.");
  const headers = parseFields(text, end === -1 ? text.length : end + 2);
  return "status" in headers ? headers : { code: Number(code), headers, size };
}
