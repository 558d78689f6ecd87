import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { BlockList } from "node:net";
import type { Gateway, Host } from "@madang/wire";
import { listFraming, preflightHeaders, type Route, readRoute, TRANSPORTS, wrappingOf } from "@madang/wire/sockjs";
import { httpRefusal } from "@madang/wire/websocket";
import { callerOf } from "../caller.ts";
import { fieldsOf } from "../http-door.ts";
import type { Origins } from "../origins.ts";
import type { Ticker } from "../ticker.ts";
import { WriteRound } from "../write-round.ts";
import { HttpSessions } from "./http-sessions.ts";
import { Pages } from "./pages.ts";
import type { SockjsService } from "./service.ts";
import { NO_SOCKETS, rawGateway, Sockets } from "./sockets.ts";
import { Transports } from "./transports.ts";
import { Visit } from "./visit.ts";

export interface SockjsDoorOptions {
  readonly host: Host;
  readonly turn: { atEnd(call: () => void): void };
  readonly ticker: Ticker;
  readonly origins: Origins;
  /** Proxies whose word on the client's address counts. */
  readonly trusted: BlockList;
  readonly services: readonly SockjsService[];
  /** Where the page for transports in frames loads the client from: `/page/sockjs.min.js`. */
  readonly script: string;
  /** Hears of faults that are ours; they cost one session, not all. */
  fault(error: unknown): void;
  /** Milliseconds that never go back; the machine's, unless a test has its own. */
  now?(): number;
}

const PAGE_METHODS = ["GET", "HEAD"];
/** sockjs-protocol-0.3.3.py, `test_httpMethod`. */
const NO_UPGRADE = 'Can "Upgrade" only to "WebSocket".';

/** SockJS: gateways behind every transport that `sockjs-client` has. */
export class SockjsDoor {
  readonly #options: SockjsDoorOptions;
  readonly #pages: Pages;
  readonly #sessions: HttpSessions;
  readonly #transports: Transports;
  readonly #sockets: Sockets;

  constructor(options: SockjsDoorOptions) {
    const { host, turn, ticker, origins, script, fault, now = () => performance.now() } = options;
    this.#options = options;
    this.#pages = new Pages(host, origins, script);
    this.#sessions = new HttpSessions(ticker, now);
    const framing = listFraming(wrappingOf("xhr"), host);
    const terms = { host, framing, round: new WriteRound(turn), now, fault };
    this.#transports = new Transports(this.#sessions, terms);
    this.#sockets = new Sockets(host, ticker);
  }

  /** How many sessions there are over requests, and over WebSockets. */
  get counts(): { readonly sessions: number; readonly sockets: number } {
    return { sessions: this.#sessions.size, sockets: this.#sockets.size };
  }

  /** Answers what is under a service's base, and leaves the rest to `next`. */
  before(next: RequestListener): RequestListener {
    return (request, response) => {
      const visit = this.#visit(request, response);
      if (visit === undefined) next(request, response);
      else void this.#receive(visit);
    };
  }

  /** Who speaks over a WebSocket at a decoded path, if anybody. */
  route(path: string): Gateway | undefined {
    const service = this.#serviceAt(path);
    if (service === undefined) return undefined;
    const route = readRoute(path.slice(service.base.length));
    const isRaw = route?.kind === "raw-websocket";
    const isFramed = route?.kind === "session" && TRANSPORTS[route.transport].does === "socket";
    if (!isRaw && !isFramed) return undefined;
    if (service.websocket === false) return NO_SOCKETS;
    return isRaw ? rawGateway(service) : this.#sockets.framed(service);
  }

  /** Whether it has an answer of its own to what asks there for an upgrade with another method than GET. */
  refuses(target: string): boolean {
    return this.#serviceAt(pathOf(target)) !== undefined;
  }

  /** Sends everybody away to come back after a time of their own (milliseconds), and takes nobody any more. */
  close(after: () => number, why: string): void {
    this.#transports.close();
    this.#sessions.close(after, why);
    this.#sockets.close();
  }

  #serviceAt(path: string): SockjsService | undefined {
    return this.#options.services.find(({ base }) => path === base || path.startsWith(`${base}/`));
  }

  #visit(request: IncomingMessage, response: ServerResponse): Visit | undefined {
    const target = request.url ?? "/";
    const path = pathOf(target);
    const service = this.#serviceAt(path);
    if (service === undefined) return undefined;
    const given = { target, headers: fieldsOf(request), remote: request.socket.remoteAddress };
    const caller = callerOf(given, [], this.#options.trusted);
    if (caller === undefined) return undefined;
    const route = readRoute(path.slice(service.base.length));
    return new Visit({ service, route, caller, request, response });
  }

  async #receive(visit: Visit): Promise<void> {
    try {
      await this.#answer(visit);
    } catch (error) {
      this.#options.fault(error);
      if (visit.response.headersSent) visit.response.destroy();
      else visit.plain(500, "the server met a fault of its own; its log says which");
    }
  }

  async #answer(visit: Visit): Promise<void> {
    const { route, method } = visit;
    if (route === undefined) return visit.plain(404, "there is no such address in SockJS");
    const allowed = methodsOf(route);
    if (!allowed.includes(method)) return visit.reply(405, { Allow: allowed.join(", ") });
    if (route.kind === "session" && !this.#options.origins.allows(visit.caller.headers)) {
      const why = `the origin ${visit.field("origin")} may not use this; the operator can add it with --origins`;
      return visit.refuse(httpRefusal(403, why), this.#options.host);
    }
    if (method === "OPTIONS") return visit.reply(204, preflightHeaders(allowed));
    switch (route.kind) {
      case "greeting":
        return this.#pages.greet(visit);
      case "info":
        return this.#pages.inform(visit);
      case "iframe":
        return this.#pages.frame(visit);
      case "raw-websocket":
        return visit.plain(400, NO_UPGRADE);
      case "session":
        if (route.transport === "websocket") return visit.plain(400, NO_UPGRADE);
        return await this.#transports.answer(visit, route.session, route.transport);
    }
  }
}

/** Without the query. */
function pathOf(target: string): string {
  return target.split("?", 1)[0] ?? "";
}

function methodsOf(route: Route): readonly string[] {
  if (route.kind === "session") return TRANSPORTS[route.transport].methods;
  if (route.kind === "raw-websocket") return ["GET"];
  return route.kind === "info" ? ["OPTIONS", ...PAGE_METHODS] : PAGE_METHODS;
}
