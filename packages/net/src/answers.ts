import type { RequestListener, ServerResponse } from "node:http";
import { Http2ServerResponse, type ServerHttp2Stream } from "node:http2";
import { type Creditor, Debts, LOOK_MS } from "./debts.ts";
import { resetResponse } from "./response-body.ts";
import type { Ticker } from "./ticker.ts";

interface Answer extends Creditor {
  readonly response: ServerResponse | Http2ServerResponse;
  /** What `taken` cannot tell by itself, before each look. */
  note(): void;
}

/** All answers to plain requests that are under way, whoever gives them: who takes no byte of one for 60 s is reset. */
export class Answers {
  readonly #answers = new Map<ServerResponse, Answer>();
  readonly #debts = new Debts<Answer>();
  readonly #forget: (this: ServerResponse) => void;
  #stalled = 0;
  /** From now on, nobody is reset. */
  readonly end: () => void;

  constructor(ticker: Ticker) {
    const [answers, debts] = [this.#answers, this.#debts];
    this.#forget = function forget(): void {
      const answer = answers.get(this);
      if (answer !== undefined) debts.forget(answer);
      answers.delete(this);
    };
    this.end = ticker.every(LOOK_MS, () => this.#look());
  }

  /** How many are under way. */
  get size(): number {
    return this.#answers.size;
  }

  /** How many were reset. */
  get stalled(): number {
    return this.#stalled;
  }

  /** Watches what `next` answers. */
  before(next: RequestListener): RequestListener {
    return (request, response) => {
      this.#answers.set(response, answerOf(response));
      response.on("close", this.#forget);
      next(request, response);
    };
  }

  /** From now on somebody else watches this one, who knows better what is taken of it. */
  leave(response: ServerResponse): void {
    this.#forget.call(response);
  }

  #look(): void {
    for (const answer of this.#answers.values()) answer.note();
    for (const { response } of this.#debts.look(this.#answers.values())) {
      this.#stalled++;
      resetResponse(response);
    }
  }
}

function answerOf(response: ServerResponse | Http2ServerResponse): Answer {
  return response instanceof Http2ServerResponse ? new Http2Answer(response) : new Http1Answer(response);
}

/** Over HTTP/1 the connection says how much of everything on it was taken. */
class Http1Answer implements Answer {
  readonly response: ServerResponse;

  constructor(response: ServerResponse) {
    this.response = response;
  }

  /** An answer that waits behind another one of its connection has no socket yet. */
  get owed(): number {
    return this.response.socket?.writableLength ?? 0;
  }

  get taken(): number {
    const { socket } = this.response;
    return socket === null ? 0 : socket.bytesWritten - socket.writableLength;
  }

  note(): void {}
}

/** Over HTTP/2 a stream says only how much waits on it: some was taken when that gets less, or the stream drains. */
class Http2Answer implements Answer {
  readonly response: Http2ServerResponse;
  readonly #stream: ServerHttp2Stream;
  #waits = 0;
  #taken = 0;

  constructor(response: Http2ServerResponse) {
    this.response = response;
    this.#stream = response.stream;
    this.#stream.on("drain", () => {
      this.#taken++;
    });
  }

  /** While its writer goes on, what waits says nothing: the same amount may have been taken and written anew. */
  get owed(): number {
    return this.#stream.writableEnded || this.#stream.writableNeedDrain ? this.#stream.writableLength : 0;
  }

  get taken(): number {
    return this.#taken;
  }

  note(): void {
    if (this.#stream.writableLength < this.#waits) this.#taken++;
    this.#waits = this.#stream.writableLength;
  }
}
