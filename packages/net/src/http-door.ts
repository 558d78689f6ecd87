import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { BlockList } from "node:net";
import {
  type Caller,
  type Fields,
  type Hold,
  type Host,
  type HttpAnswer,
  type HttpGateway,
  problemReply,
  type Reply,
} from "@madang/wire";
import { httpRefusal } from "@madang/wire/websocket";
import { callerOf } from "./caller.ts";
import { corsFields, optionsFields } from "./cors.ts";
import { readBody } from "./http-body.ts";
import { HttpStreamLink, type StreamTerms } from "./http-stream-link.ts";
import type { Origins } from "./origins.ts";
import { WriteRound } from "./write-round.ts";

export interface HttpDoorOptions {
  readonly host: Host;
  readonly turn: { atEnd(call: () => void): void };
  readonly origins: Origins;
  /** Proxies whose word on the client's address counts. */
  readonly trusted: BlockList;
  /** Who speaks over plain requests at a decoded path, if anybody. */
  route(path: string): HttpGateway | undefined;
  /** Hears of faults that are ours; they cost one request, not all. */
  fault(error: unknown): void;
}

/** A request whose answer is yet to come. */
interface Held {
  /** The server stops: answers by itself. */
  end(reply: Reply): void;
}

/** One request for a gateway, and where its answer goes. */
interface Visit {
  readonly gateway: HttpGateway;
  readonly caller: Caller;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** What every answer to this page's origin carries. */
  readonly cors: Fields;
}

const NOTHING = new Uint8Array(0);

/** Plain requests to gateways, before whatever answers all others: bodies, origins, replies, streams and waits. */
export class HttpDoor {
  readonly #options: HttpDoorOptions;
  readonly #terms: StreamTerms;
  readonly #streams = new Set<HttpStreamLink>();
  readonly #held = new Set<Held>();
  #goodbye: { after(): number; readonly why: string } | undefined;

  constructor(options: HttpDoorOptions) {
    this.#options = options;
    const { host, turn, fault } = options;
    this.#terms = {
      framing: { key: "http", frame: (messages) => host.encode(messages.join("")) },
      round: new WriteRound(turn),
      gone: (link) => this.#streams.delete(link),
      fault,
    };
  }

  /** How many responses go on, and how many requests wait. */
  get counts(): { readonly streams: number; readonly held: number } {
    return { streams: this.#streams.size, held: this.#held.size };
  }

  /** Answers what is a gateway's, and leaves the rest to `next`. */
  before(next: RequestListener): RequestListener {
    return (request, response) => {
      const visit = this.#visit(request, response);
      if (visit === undefined) next(request, response);
      else void this.#receive(visit);
    };
  }

  /** Sends everybody away to come back after a time of their own (milliseconds), and takes nobody any more. */
  close(after: () => number, why: string): void {
    this.#goodbye = { after, why };
    for (const link of this.#streams) link.farewell(after(), why);
    for (const held of this.#held) held.end(this.#closing(after(), why));
  }

  #visit(request: IncomingMessage, response: ServerResponse): Visit | undefined {
    const headers = fieldsOf(request);
    const { route, trusted } = this.#options;
    const caller = callerOf({ target: request.url ?? "/", headers, remote: request.socket.remoteAddress }, [], trusted);
    const gateway = caller === undefined ? undefined : route(caller.path);
    if (caller === undefined || gateway === undefined) return undefined;
    const isAllowed = this.#options.origins.allows(headers);
    const cors = corsFields(isAllowed ? headers.get("origin") : undefined, gateway);
    return { gateway, caller, request, response, cors };
  }

  async #receive(visit: Visit): Promise<void> {
    try {
      const answer = await this.#answer(visit);
      if (answer !== undefined) this.#give(visit, answer);
    } catch (error) {
      this.#options.fault(error);
      const { response } = visit;
      if (response.headersSent) response.destroy();
      else this.#reply(visit, this.#problem(500, "the server met a fault of its own; its log says which"));
    }
  }

  /** Undefined: there is nobody to answer any more. */
  async #answer({ gateway, caller, request }: Visit): Promise<HttpAnswer | undefined> {
    const { method = "GET", url = "/" } = request;
    const origin = caller.headers.get("origin");
    if (!this.#options.origins.allows(caller.headers))
      return this.#problem(403, `the origin ${origin} may not use this; the operator can add it with --origins`);
    if (this.#goodbye !== undefined) return this.#closing(this.#goodbye.after(), this.#goodbye.why);
    if (method === "OPTIONS") return { kind: "reply", status: 204, headers: optionsFields(gateway), body: NOTHING };
    const hasBody = gateway.methods.includes(method) && method !== "GET" && method !== "HEAD";
    const body = hasBody ? await readBody(request, gateway.maxBodyBytes) : NOTHING;
    if (body === "gone") return undefined;
    if (body === "too big") {
      // What is still to come is read and thrown away: unread, it would reset the answer away.
      request.resume();
      return this.#problem(413, `a body here has at most ${gateway.maxBodyBytes} bytes`);
    }
    const mark = url.indexOf("?");
    const parameters = mark < 0 ? [] : [...new URLSearchParams(url.slice(mark + 1))];
    return gateway.answer({ method, caller, parameters, body });
  }

  #give(visit: Visit, answer: HttpAnswer): void {
    if (visit.response.destroyed) return;
    if (answer.kind === "reply") this.#reply(visit, answer);
    else if (answer.kind === "hold") this.#hold(visit, answer);
    else {
      const headers = { ...answer.headers, ...visit.cors };
      this.#streams.add(new HttpStreamLink(visit.response, { ...answer, headers }, this.#terms));
      // The door may have been closed while it was decided about.
      if (this.#goodbye !== undefined) this.close(this.#goodbye.after, this.#goodbye.why);
    }
  }

  #hold(visit: Visit, hold: Hold): void {
    const { response } = visit;
    let leave: (() => void) | undefined;
    const held: Held = {
      end: (reply) => {
        leave?.();
        this.#held.delete(held);
        this.#reply(visit, reply);
      },
    };
    this.#held.add(held);
    leave = hold.wait((reply) => {
      this.#held.delete(held);
      this.#reply(visit, reply);
    });
    response.once("close", () => {
      if (this.#held.delete(held)) leave?.();
    });
    if (this.#goodbye !== undefined && this.#held.has(held))
      held.end(this.#closing(this.#goodbye.after(), this.#goodbye.why));
  }

  #reply({ response, cors }: Visit, { status, headers, body }: Reply): void {
    if (response.destroyed) return;
    const isBodyless = status === 204 || status === 304 || response.req.method === "HEAD";
    const length = isBodyless ? {} : { "Content-Length": body.length };
    response.writeHead(status, { ...headers, ...cors, ...length });
    response.end(isBodyless ? undefined : body);
  }

  #closing(after: number, why: string): Reply {
    return this.#problem(503, `${why}; come back in a few seconds`, { "Retry-After": String(Math.ceil(after / 1000)) });
  }

  #problem(status: number, detail: string, headers?: Fields): Reply {
    return problemReply(httpRefusal(status, detail, headers), this.#options.host);
  }
}

/** Header fields by lower-case name, repeats joined; over HTTP/2 the host is in `:authority` (RFC 9113 section 8.3.1). */
export function fieldsOf({ headers }: IncomingMessage): Map<string, string> {
  const fields = new Map<string, string>();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) fields.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  const authority = fields.get(":authority");
  if (authority !== undefined && !fields.has("host")) fields.set("host", authority);
  return fields;
}
