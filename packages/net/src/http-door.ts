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
import type { Answers } from "./answers.ts";
import { callerOf } from "./caller.ts";
import { corsFields, optionsFields } from "./cors.ts";
import { Crowd } from "./crowd.ts";
import type { EndReason } from "./end-reason.ts";
import { readBody } from "./http-body.ts";
import { HttpStreamLink, type StreamTerms } from "./http-stream-link.ts";
import type { Origins } from "./origins.ts";
import { bodyOf, endWith } from "./response-body.ts";
import type { Ticker } from "./ticker.ts";
import { WriteRound } from "./write-round.ts";

export interface HttpDoorOptions {
  readonly host: Host;
  readonly turn: { atEnd(call: () => void): void };
  readonly ticker: Ticker;
  /** Who watches answers; responses that go on are watched here instead. */
  readonly answers?: Pick<Answers, "leave">;
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
  end(after: number, why: string): void;
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
  readonly #streams: Crowd<HttpStreamLink>;
  readonly #held = new Set<Held>();
  #goodbye: { after(): number; readonly why: string } | undefined;

  constructor(options: HttpDoorOptions) {
    this.#options = options;
    const { host, turn, ticker, fault } = options;
    this.#streams = new Crowd(ticker);
    this.#terms = {
      framing: { key: "http", frame: (messages) => host.encode(messages.join("")) },
      round: new WriteRound(turn),
      gone: (link, reason) => this.#gone(link, reason),
      fault,
    };
  }

  /** How many responses go on, and how many requests wait. */
  get counts(): { readonly streams: number; readonly held: number } {
    return { streams: this.#streams.size, held: this.#held.size };
  }

  /** How many responses that went on have ended, by reason. */
  get ended(): ReadonlyMap<EndReason, number> {
    return this.#streams.ended;
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
    this.#streams.endLooks();
    for (const link of this.#streams) link.farewell(after(), why);
    for (const held of this.#held) held.end(after(), why);
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
      else this.#reply(visit, this.#refuse(visit, 500, "the server met a fault of its own; its log says which"));
    }
  }

  /** Undefined: there is nobody to answer any more. */
  async #answer(visit: Visit): Promise<HttpAnswer | undefined> {
    const { gateway, caller, request } = visit;
    const { method = "GET" } = request;
    const origin = caller.headers.get("origin");
    if (!this.#options.origins.allows(caller.headers))
      return this.#refuse(visit, 403, `the origin ${origin} may not use this; the operator can add it with --origins`);
    if (this.#goodbye !== undefined) return this.#closing(visit, this.#goodbye.after(), this.#goodbye.why);
    if (method === "OPTIONS") {
      const headers = optionsFields(gateway, caller.headers.get("access-control-request-headers"));
      return { kind: "reply", status: 204, headers, body: NOTHING };
    }
    const hasBody = gateway.methods.includes(method) && method !== "GET" && method !== "HEAD";
    if (!hasBody) return gateway.answer({ method, caller, parameters: parametersOf(request), body: NOTHING });
    const upload = gateway.announce?.(method, caller);
    const body = await readBody(request, gateway.maxBodyBytes);
    if (body === "gone") {
      upload?.failed(body);
      return undefined;
    }
    if (body === "too big") {
      upload?.failed(body);
      // What is still to come is read and thrown away: unread, it would reset the answer away.
      request.resume();
      return this.#refuse(visit, 413, `a body here has at most ${gateway.maxBodyBytes} bytes`);
    }
    return upload?.ended(body) ?? gateway.answer({ method, caller, parameters: parametersOf(request), body });
  }

  #give(visit: Visit, answer: HttpAnswer): void {
    if (visit.response.destroyed) return;
    if (answer.kind === "reply") this.#reply(visit, answer);
    else if (answer.kind === "hold") this.#hold(visit, answer);
    else {
      const headers = { ...answer.headers, ...visit.cors };
      this.#options.answers?.leave(visit.response);
      const link = new HttpStreamLink(visit.response, { ...answer, headers }, this.#terms);
      if (!link.isOver) this.#streams.add(link);
      // The door may have been closed while it was decided about.
      if (this.#goodbye !== undefined) this.close(this.#goodbye.after, this.#goodbye.why);
    }
  }

  #hold(visit: Visit, hold: Hold): void {
    const { response } = visit;
    let leave: (() => void) | undefined;
    const held: Held = {
      end: (after, why) => {
        leave?.();
        this.#held.delete(held);
        this.#reply(visit, this.#closing(visit, after, why));
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
    if (this.#goodbye !== undefined && this.#held.has(held)) held.end(this.#goodbye.after(), this.#goodbye.why);
  }

  #reply({ response, cors }: Visit, { status, headers, body }: Reply): void {
    if (response.destroyed) return;
    const isBodyless = status === 204 || status === 304 || response.req.method === "HEAD";
    const length = isBodyless ? {} : { "Content-Length": body.length };
    response.writeHead(status, { ...headers, ...cors, ...length });
    if (isBodyless) response.end();
    else endWith(bodyOf(response), body);
  }

  #gone(link: HttpStreamLink, reason: EndReason): void {
    this.#streams.delete(link);
    this.#streams.count(reason);
  }

  #closing(visit: Visit, after: number, why: string): Reply {
    const headers = { "Retry-After": String(Math.ceil(after / 1000)) };
    return this.#refuse(visit, 503, `${why}; come back in a few seconds`, headers);
  }

  #refuse({ gateway }: Visit, ...[status, detail, headers]: Parameters<typeof httpRefusal>): Reply {
    const refusal = httpRefusal(status, detail, headers);
    return gateway.refuse?.(refusal) ?? problemReply(refusal, this.#options.host);
  }
}

function parametersOf({ url = "" }: IncomingMessage): readonly (readonly [string, string])[] {
  const mark = url.indexOf("?");
  return mark < 0 ? [] : [...new URLSearchParams(url.slice(mark + 1))];
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
