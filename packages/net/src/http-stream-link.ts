import type { ServerResponse } from "node:http";
import { Http2ServerResponse } from "node:http2";
import type { Writable } from "node:stream";
import type { Carrier, Framing, Session, Stream } from "@madang/wire";
import { type Gathering, type WriteRound, writeSome } from "./write-round.ts";

/** What all responses that go on share. */
export interface StreamTerms {
  readonly framing: Framing;
  readonly round: WriteRound;
  /** Called once, when the response is over. */
  gone(link: HttpStreamLink): void;
  /** Hears what a session threw; its response ends, the others go on. */
  fault(error: unknown): void;
}

/** One HTTP response that goes on: images to the body, as they are. */
export class HttpStreamLink implements Carrier, Gathering {
  readonly #terms: StreamTerms;
  readonly #body: Writable;
  readonly #session: Session | undefined;
  /** What this turn has brought, and what could not be written of earlier turns. */
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  /** A `write` was answered with false, and `drained` not yet called. */
  #owesDrained = false;
  #isClosing = false;
  #hasEnded = false;

  /** The head is on its way when this returns. */
  constructor(response: ServerResponse, stream: Stream, terms: StreamTerms) {
    this.#terms = terms;
    this.#body = begin(response, stream);
    this.#body.on("drain", () => this.flush()).on("close", () => this.#leave());
    // A broken response closes as well.
    this.#body.on("error", () => undefined);
    try {
      this.#session = stream.open(this);
    } catch (error) {
      this.#fail(error);
    }
    // The client may have gone before anybody listened.
    if (this.#body.destroyed) this.#leave();
  }

  get framing(): Framing {
    return this.#terms.framing;
  }

  write(image: Uint8Array): boolean {
    if (this.#isClosing || this.#hasEnded) return true;
    if (this.#pending.length === 0) this.#terms.round.add(this);
    this.#pending.push(image);
    this.#pendingBytes += image.length;
    if (this.#body.writableLength + this.#pendingBytes < this.#body.writableHighWaterMark) return true;
    this.#owesDrained = true;
    return false;
  }

  /** A response has no words for the code: what is to be said is said before. */
  close(): void {
    if (this.#isClosing) return;
    this.#isClosing = true;
    this.#terms.round.add(this);
  }

  /** Lets the session say goodbye. */
  farewell(after: number, why: string): void {
    if (this.#isClosing || this.#hasEnded) return;
    try {
      this.#session?.farewell(after, why);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** The turn's end, or the response takes more. */
  flush(): void {
    if (this.#hasEnded) return;
    this.#pending = writeSome(this.#body, this.#pending);
    this.#pendingBytes = this.#pending.reduce((bytes, image) => bytes + image.length, 0);
    if (this.#pending.length > 0) return;
    if (this.#isClosing) this.#body.end();
    // The kernel took it all in the meantime: no drain event will come.
    else if (this.#owesDrained && !this.#body.writableNeedDrain) this.#drained();
  }

  #drained(): void {
    this.#owesDrained = false;
    try {
      this.#session?.drained();
    } catch (error) {
      this.#fail(error);
    }
  }

  #leave(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#pending = [];
    try {
      this.#session?.closed();
    } catch (error) {
      this.#terms.fault(error);
    }
    this.#terms.gone(this);
  }

  #fail(error: unknown): void {
    this.#terms.fault(error);
    this.close();
  }
}

/**
 * Sends the head; answers where the body goes. Over HTTP/1 the body ends with the connection (RFC 9112 section 6.3), so
 * that an image is written as it is: in chunks, every reader's would have to be framed again.
 */
function begin(response: ServerResponse | Http2ServerResponse, { status, headers }: Stream): Writable {
  if (response instanceof Http2ServerResponse) {
    response.writeHead(status, headers);
    return response.stream;
  }
  response.removeHeader("Transfer-Encoding");
  response.writeHead(status, { ...headers, Connection: "close" });
  response.flushHeaders();
  return response;
}
