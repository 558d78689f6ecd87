import type { IncomingMessage, ServerResponse } from "node:http";
import type { Caller, Fields, Host, Refusal } from "@madang/wire";
import { problemReply } from "@madang/wire";
import { corsHeaders, type Route, sessionCookie, TRANSPORTS } from "@madang/wire/sockjs";
import type { SockjsService } from "./service.ts";

const PLAIN: Fields = { "Content-Type": "text/plain; charset=UTF-8" };

/** One request under a service's base, and where its answer goes. */
export class Visit {
  readonly service: SockjsService;
  readonly route: Route | undefined;
  readonly caller: Caller;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;

  constructor(given: Pick<Visit, "service" | "route" | "caller" | "request" | "response">) {
    this.service = given.service;
    this.route = given.route;
    this.caller = given.caller;
    this.request = given.request;
    this.response = given.response;
  }

  get method(): string {
    return this.request.method ?? "GET";
  }

  field(name: string): string {
    return this.caller.headers.get(name) ?? "";
  }

  /** What every answer of this URL carries: leave for other origins, and the load balancer's cookie. */
  get headers(): Fields {
    const { route } = this;
    const isSession = route?.kind === "session";
    const cors = route?.kind === "info" || (isSession && TRANSPORTS[route.transport].cors);
    return {
      ...(cors ? corsHeaders(this.field("origin"), this.field("access-control-request-headers")) : {}),
      ...(isSession && this.service.cookieNeeded === true ? sessionCookie(this.field("cookie")) : {}),
    };
  }

  /** Answers at once, with all of it. */
  reply(status: number, headers: Fields, body: string | Uint8Array = ""): void {
    const { response } = this;
    if (response.headersSent || response.destroyed) return;
    const isBodyless = status === 204 || status === 304;
    const length = isBodyless ? {} : { "Content-Length": Buffer.byteLength(body) };
    response.writeHead(status, { ...headers, ...this.headers, ...length });
    response.end(isBodyless || this.method === "HEAD" ? undefined : body);
  }

  plain(status: number, text: string): void {
    this.reply(status, PLAIN, text);
  }

  refuse(refusal: Refusal, host: Host): void {
    const { headers, body } = problemReply(refusal, host);
    this.reply(refusal.status, headers, body);
  }
}
