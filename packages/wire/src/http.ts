import type { Caller, Carrier, Refusal, Session } from "./carrier.ts";

/** Header fields as they are to be sent. */
export type Fields = Readonly<Record<string, string>>;

/** One HTTP request as plain data. */
export interface HttpRequest {
  readonly method: string;
  readonly caller: Caller;
  /** The query's parameters in their order, repeats too. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
  /** All of it; empty when there was none. */
  readonly body: Uint8Array;
}

/** A whole response. Many requests may be answered with one and the same object. */
export interface Reply {
  readonly kind: "reply";
  readonly status: number;
  readonly headers: Fields;
  /** Nobody changes it. To HEAD and with 204 and 304 it is not sent. */
  readonly body: Uint8Array;
}

/**
 * A response that goes on. The bytes of the carrier are the response's body as they are: its framing puts messages one
 * after the other. `Carrier.close` ends the response, whatever the code.
 */
export interface Stream {
  readonly kind: "stream";
  readonly status: number;
  readonly headers: Fields;
  open(carrier: Carrier): Session;
}

/**
 * A request whose answer is yet to come. `wait` is called once; it calls `answer` once, perhaps before it returns, unless
 * what it returned is called first: the client has gone, or the server stops and answers by itself.
 */
export interface Hold {
  readonly kind: "hold";
  wait(answer: (reply: Reply) => void): () => void;
}

export type HttpAnswer = Reply | Stream | Hold;

/** A request that its gateway knows of before its body has come. One of the two is called, once. */
export interface Upload {
  /** All of the body is there. */
  ended(body: Uint8Array): HttpAnswer;
  /** It is longer than `maxBodyBytes`, and refused for that; or the client has gone before its end. */
  failed(why: "too big" | "gone"): void;
}

/** The code that speaks one protocol over plain requests. Origins, preflights and bounds on bodies are its carrier's. */
export interface HttpGateway {
  /** What it answers with something else than 405. */
  readonly methods: readonly string[];
  /** The longest body it is given. */
  readonly maxBodyBytes: number;
  /** Header fields of its own that a page of another origin may send (`any`: whichever it asks for), and read. */
  readonly fields: { readonly sent: readonly string[] | "any"; readonly read: readonly string[] };
  /** How it says no, in place of its carrier too; a problem document where this is left out. */
  refuse?(refusal: Refusal): Reply;
  /** For what has to be known from the head on. What it answers takes the place of `answer` for that request. */
  announce?(method: string, caller: Caller): Upload | undefined;
  /** Rejects only for a fault of ours. */
  answer(request: HttpRequest): Promise<HttpAnswer>;
}
