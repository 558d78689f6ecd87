import type { RequestListener } from "node:http";
import { isIP } from "node:net";
import { type HttpRefusal, httpRefusal, refusalBody } from "@madang/wire/websocket";
import { isLoopback } from "./loopback.ts";

/** Under which names a server may be asked for, and what to do about another. */
export interface HostRule {
  /** As URLs spell them, `chat.example.com`. */
  readonly names: Iterable<string>;
  /** How the operator adds one, in words that go on after a semicolon. */
  readonly advice: string;
}

/**
 * The names under which a server is asked for, by Host or `:authority`. A page whose own name was made to point to this
 * machine (DNS rebinding) is of the same origin as what answers there, but asks under that name. An address was made to
 * point to nothing: whoever looks after the server may ask by it.
 */
export class HostNames {
  readonly #names: ReadonlySet<string> | undefined;
  readonly #advice: string;
  /** What was asked for last, which is what nearly everybody asks for. */
  #known: string | undefined;

  /** Without a rule any name will do; with one, the names of the loopback do as well. */
  constructor(rule?: HostRule) {
    this.#names = rule && new Set(rule.names);
    this.#advice = rule?.advice ?? "";
  }

  /** Why a request is not answered, if it is not. One without the field is HTTP/1.0, and from no browser. */
  refusal(field: string | undefined): HttpRefusal | undefined {
    if (field === undefined || field === this.#known || this.#names === undefined) return undefined;
    const name = nameOf(field);
    if (name !== undefined && (isLoopback(name) || isAddress(name) || this.#names.has(name))) {
      this.#known = field;
      return undefined;
    }
    return httpRefusal(421, `This server does not go by the name ${JSON.stringify(name ?? field)}; ${this.#advice}`);
  }

  /** Answers what asks under another name, and leaves the rest to `next`. */
  before(next: RequestListener): RequestListener {
    if (this.#names === undefined) return next;
    return (request, response) => {
      const refusal = this.refusal(request.headers.host);
      if (refusal === undefined) return next(request, response);
      const body = refusalBody(refusal);
      const length = Buffer.byteLength(body);
      response.writeHead(refusal.status, { "Content-Type": "application/problem+json", "Content-Length": length });
      // What is still to come of the request is thrown away: unread, it would reset the answer away.
      request.resume();
      return response.end(body);
    };
  }
}

function isAddress(name: string): boolean {
  return isIP(name.replace(/^\[(.*)\]$/, "$1")) !== 0;
}

/** What stands before the port (RFC 9110 section 7.2), as URLs spell it; undefined where that is no name. */
function nameOf(field: string): string | undefined {
  const [, name = ""] = /^(\[[^\]]*\]|[^\s:/?#@\\[\]]+)(?::\d*)?$/.exec(field) ?? [];
  return URL.canParse(`http://${name}`) ? new URL(`http://${name}`).hostname.replace(/\.$/, "") : undefined;
}
