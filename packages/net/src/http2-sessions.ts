import type { RequestListener } from "node:http";
import {
  createServer,
  type Http2Server,
  Http2ServerRequest,
  Http2ServerResponse,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from "node:http2";
import type { Socket } from "node:net";
import { httpRefusal } from "@madang/wire/websocket";
import { refuseStream } from "./refused-stream.ts";

/** 1,000 streams on one connection: a browser has tens, a proxy that carries many clients opens another connection. */
const MAX_STREAMS = 1000;
/** 1 MiB for all streams of a connection together, so that 15 that are not read do not hold up the others. */
const WINDOW_BYTES = 1024 * 1024;
/** 60 s in which nothing goes either way: WebSockets have heart-beats, streams have theirs, and so nobody is there. */
const IDLE_MS = 60_000;

const UNKNOWN_PROTOCOL = httpRefusal(501, "CONNECT is taken for :protocol websocket only.");

export interface Http2Options {
  /** `IDLE_MS` when not given. */
  readonly idleMs?: number;
  /** Answers every request that opens no WebSocket. */
  readonly answer: RequestListener;
  /** Decides about a request that would open a WebSocket (RFC 8441), and takes its stream. */
  connect(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void;
}

/** All HTTP/2 connections of a listener (RFC 9113). It does not listen: connections are handed to it. */
export class Http2Sessions {
  readonly #options: Http2Options;
  readonly #server: Http2Server;
  readonly #sessions = new Set<ServerHttp2Session>();
  readonly #sockets = new Set<Socket>();

  constructor(options: Http2Options) {
    this.#options = options;
    this.#server = createServer({ settings: { enableConnectProtocol: true, maxConcurrentStreams: MAX_STREAMS } });
    this.#server.on("session", (session) => this.#begin(session));
    this.#server.on("stream", (stream, headers) => this.#request(stream, headers));
  }

  get size(): number {
    return this.#sessions.size;
  }

  /** A connection whose first bytes are HTTP/2's; those that have been read already are back on the socket. */
  take(socket: Socket): void {
    // Its streams may be half-closed; a connection that the other side has ended is over.
    socket.allowHalfOpen = false;
    this.#sockets.add(socket);
    socket.on("close", () => this.#sockets.delete(socket));
    this.#server.emit("connection", socket);
  }

  /** GOAWAY for everybody: streams that are there may end in peace. */
  goAway(): void {
    for (const session of this.#sessions) session.close();
  }

  destroyAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #begin(session: ServerHttp2Session): void {
    this.#sessions.add(session);
    session.setLocalWindowSize(WINDOW_BYTES);
    // Streams that are there all the same may end in peace.
    session.setTimeout(this.#options.idleMs ?? IDLE_MS, () => session.close());
    session.on("error", ignore);
    session.on("close", () => this.#sessions.delete(session));
  }

  #request(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
    stream.on("error", ignore);
    // RFC 9113 section 8.3.1: `:authority` is what Host is in HTTP/1.1; who answers need not know which.
    const authority = headers[":authority"];
    if (authority !== undefined) headers.host = authority;
    if (headers[":method"] !== "CONNECT") this.#answer(stream, headers);
    else if (headers[":protocol"] === "websocket") this.#options.connect(stream, headers);
    else refuseStream(stream, UNKNOWN_PROTOCOL);
  }

  #answer(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
    const request = new Http2ServerRequest(stream, headers, {}, []);
    const response = new Http2ServerResponse(stream);
    if (headers.expect === "100-continue") response.writeContinue();
    // Node's compatibility API: both have what a listener for HTTP/1.1 uses of them.
    this.#options.answer(...([request, response] as unknown as Parameters<RequestListener>));
  }
}

/** A broken connection or stream closes as well. */
function ignore(): void {}
