import type { ServerResponse } from "node:http";
import { Http2ServerResponse } from "node:http2";
import type { Writable } from "node:stream";
import type { Carrier, Framing, Session, Stream } from "@madang/wire";
import type { Kept } from "./crowd.ts";
import type { EndReason } from "./end-reason.ts";
import { Outflow } from "./outflow.ts";
import { bodyOf, resetResponse } from "./response-body.ts";
import type { WriteRound } from "./write-round.ts";

/** What all responses that go on share. */
export interface StreamTerms {
  readonly framing: Framing;
  readonly round: WriteRound;
  /** Called once, when the response is over. */
  gone(link: HttpStreamLink, reason: EndReason): void;
  /** Hears what a session threw; its response ends, the others go on. */
  fault(error: unknown): void;
}

/** One HTTP response that goes on: images to the body, as they are. */
export class HttpStreamLink extends Outflow implements Carrier, Kept {
  readonly #terms: StreamTerms;
  readonly #response: ServerResponse;
  readonly #session: Session | undefined;
  /** A `write` was answered with false, and `drained` not yet called. */
  #owesDrained = false;
  #isClosing = false;
  #hasEnded = false;
  /** Why it will be over when the body is gone, as far as can be said. */
  #reason: EndReason = "lost";

  /** The head is on its way when this returns. */
  constructor(response: ServerResponse, stream: Stream, terms: StreamTerms) {
    super(begin(response, stream));
    this.#terms = terms;
    this.#response = response;
    this.stream.on("drain", () => this.flush()).on("close", () => this.#leave());
    // A broken response closes as well.
    this.stream.on("error", () => undefined);
    try {
      this.#session = stream.open(this);
    } catch (error) {
      this.#fail(error);
    }
    // The client may have gone before anybody listened.
    if (this.stream.destroyed) this.#leave();
  }

  get isOver(): boolean {
    return this.#hasEnded;
  }

  get framing(): Framing {
    return this.#terms.framing;
  }

  write(image: Uint8Array): boolean {
    if (this.#isClosing || this.#hasEnded) return true;
    this.queue(image);
    if (!this.isFull) return true;
    this.#owesDrained = true;
    return false;
  }

  /** A response has no words for the code: what is to be said is said before. */
  close(): void {
    if (this.#isClosing) return;
    this.#isClosing = true;
    this.#reason = "goodbye";
    if (this.isEmpty) this.round.add(this);
  }

  farewell(after: number, why: string): void {
    if (this.#isClosing || this.#hasEnded) return;
    try {
      this.#session?.farewell(after, why);
    } catch (error) {
      this.#fail(error);
    }
  }

  reset(reason: EndReason): void {
    this.#reason = reason;
    resetResponse(this.#response);
  }

  protected override get round(): WriteRound {
    return this.#terms.round;
  }

  protected override flushed(): void {
    if (this.#hasEnded) return;
    if (this.#isClosing) this.stream.end();
    // The kernel took it all in the meantime: no drain event will come.
    else if (this.#owesDrained && !this.stream.writableNeedDrain) this.#drained();
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
    try {
      this.#session?.closed();
    } catch (error) {
      this.#terms.fault(error);
    }
    this.#terms.gone(this, this.#reason);
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
  } else {
    response.removeHeader("Transfer-Encoding");
    response.writeHead(status, { ...headers, Connection: "close" });
    response.flushHeaders();
  }
  return bodyOf(response);
}
