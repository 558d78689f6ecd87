import type { RequestListener, Server } from "node:http";
import type { BlockList } from "node:net";
import type { Identify } from "@madang/gateways";
import { type Hub, StoreRefusal } from "@madang/hub";
import { callerOf, type Origins, plainHttpServer } from "@madang/net";
import type { HttpRefusal } from "@madang/wire/websocket";
import Fastify, { type FastifyReply, type FastifyRequest } from "fastify";
import { banRoutes } from "./ban-routes.ts";
import { refuseBroken } from "./broken-http.ts";
import { healthRoutes } from "./health-routes.ts";
import { pageRoutes } from "./page-routes.ts";
import { badRequest, notFound, Problem, problemBody } from "./problem.ts";
import { refusalRoutes } from "./refusal-routes.ts";
import type { Refusals } from "./refusals.ts";
import { roomRoutes } from "./room-routes.ts";
import type { Api, Probes } from "./routes.ts";
import { socketIoRoutes } from "./socketio-routes.ts";
import { Visitor } from "./visitor.ts";

/** 64 KiB: far more than any request to the API says. */
const MAX_BODY_BYTES = 64 * 1024;
/** 64 letters of four bytes, each spelled `%XX`, and room for what is too long to be told so. */
const MAX_PARAM_LENGTH = 16 * 1024;

export interface ApiOptions {
  readonly hub: Hub;
  readonly origins: Origins;
  readonly trusted: BlockList;
  readonly identify: Identify;
  readonly probes: Probes;
  readonly refusals: Refusals;
  /** The folder with the page's files. */
  readonly page: string;
  /** Hears of faults that are ours. */
  fault(error: unknown): void;
  /** Answers some requests itself, and leaves the others to what it is given. */
  before?(answer: RequestListener): RequestListener;
}

/** Everything that is answered over plain HTTP, on a server that does not listen by itself. */
export async function httpApi(options: ApiOptions): Promise<{ readonly server: Server; close(): Promise<void> }> {
  const { hub, origins, probes, refusals, page, fault, before = (answer) => answer } = options;
  const app = Fastify({
    bodyLimit: MAX_BODY_BYTES,
    serverFactory: (answer) => plainHttpServer(before(answer)),
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    clientErrorHandler: refuseBroken,
    frameworkErrors: (error, _request, reply) => void answer(reply, refusalOf(error, fault)),
  });
  app.addHook("onRequest", async (request) => {
    if (["GET", "HEAD", "OPTIONS"].includes(request.method)) return;
    if (origins.allows(headersOf(request))) return;
    const origin = headersOf(request).get("origin");
    throw new Problem(403, `the origin ${origin} may not change anything here; the operator can add it with --origins`);
  });
  app.setErrorHandler((error, _request, reply) => answer(reply, refusalOf(error, fault)));
  app.setNotFoundHandler(({ url }, reply) =>
    answer(reply, notFound(`there is nothing at ${url.split("?")[0]}`).refusal),
  );
  const api: Api = { hub, probes, refusals, page, visitor: (request) => visitorOf(request, options) };
  for (const routes of [healthRoutes, pageRoutes, roomRoutes, banRoutes, refusalRoutes, socketIoRoutes])
    routes(app, api);
  await app.ready();
  return { server: app.server, close: () => app.close() };
}

async function visitorOf(request: FastifyRequest, { hub, identify, trusted }: ApiOptions): Promise<Visitor> {
  const headers = headersOf(request);
  const caller = callerOf({ target: request.url, headers, remote: request.socket.remoteAddress }, [], trusted);
  if (caller === undefined) throw badRequest("the path is not percent-encoded UTF-8");
  return Visitor.of(hub, identify, caller);
}

/** The header fields of a request, repeats joined. */
function headersOf({ headers }: FastifyRequest): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) fields.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  return fields;
}

function answer(reply: FastifyReply, refusal: HttpRefusal): FastifyReply {
  reply.code(refusal.status).headers({ ...refusal.headers, "content-type": "application/problem+json" });
  // As bytes: to a text, Fastify adds a charset, which the media type does not have (RFC 9457 section 6.1).
  return reply.send(Buffer.from(problemBody(refusal)));
}

function refusalOf(error: unknown, fault: (error: unknown) => void): HttpRefusal {
  if (error instanceof Problem) return error.refusal;
  if (error instanceof StoreRefusal) return new Problem(503, error.message).refusal;
  const { statusCode = 500, message = String(error) } = error as { statusCode?: number; message?: string };
  if (statusCode < 500) return new Problem(statusCode, message).refusal;
  fault(error);
  return new Problem(500, "the server met a fault of its own; its log says which").refusal;
}
