import type { Host } from "../host.ts";
import { HeadReader, type HeadText } from "./head-reader.ts";
import { type HeaderFields, parseFields } from "./header-fields.ts";
import { type HttpRefusal, httpRefusal } from "./http-refusal.ts";

/** A token (RFC 9110 section 5.6.2), what a target may be made of, and the version. */
const REQUEST_LINE = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+) ([\x21-\x7e]+) HTTP\/(\d\.\d)$/;

/** The head of an HTTP/1.1 request, RFC 9112 sections 3 and 5. */
export interface RequestHead {
  /** As it was sent: methods have a case. */
  readonly method: string;
  /** As it was sent: `/ws/%EB%A7%88%EB%8B%B9?name=a`. */
  readonly target: string;
  /** `1.1`, or whatever else begins with `1.`. */
  readonly version: string;
  readonly headers: HeaderFields;
  /** How many bytes the head took with its empty line; what follows in `RequestHeadReader.bytes` is not its own. */
  readonly size: number;
}

/** Reads one request head from chunks, at most `MAX_HEAD_BYTES` and `MAX_HEADERS` of it. */
export class RequestHeadReader {
  readonly #head: HeadReader;

  constructor(host: Host) {
    this.#head = new HeadReader(host);
  }

  /** All bytes so far, for who takes the connection over. */
  get bytes(): Uint8Array {
    return this.#head.bytes;
  }

  /**
   * Undefined: not yet, and `chunk` has been copied. Anything else is final; a refusal is known by its `status`: 400,
   * 414, 431 or 505.
   */
  read(chunk: Uint8Array): RequestHead | HttpRefusal | undefined {
    const head = this.#head.read(chunk);
    return head === undefined || "status" in head ? head : parseRequest(head);
  }
}

function parseRequest({ text, size }: HeadText): RequestHead | HttpRefusal {
  const end = text.indexOf("\r\n");
  const line = end === -1 ? text : text.slice(0, end);
  const [, method, target, version] = REQUEST_LINE.exec(line) ?? [];
  if (method === undefined || target === undefined || version === undefined) {
    return httpRefusal(400, "The request line is not `METHOD target HTTP/1.1`.");
  }
  // RFC 9112 section 3.2: the other two forms are for OPTIONS and CONNECT.
  if (method === "GET" && !/^(?:\/|https?:\/\/)/i.test(target)) {
    return httpRefusal(400, "The request target is no path and no whole address.");
  }
  if (!version.startsWith("1.")) return httpRefusal(505, `HTTP/${version} is not spoken here.`);
  const headers = parseFields(text, end === -1 ? text.length : end + 2);
  return "status" in headers ? headers : { method, target, version, headers, size };
}
