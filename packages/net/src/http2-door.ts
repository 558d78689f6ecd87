import type { RequestListener } from "node:http";
import type { IncomingHttpHeaders, ServerHttp2Stream } from "node:http2";
import type { Socket } from "node:net";
import { choiceFields, judgeExtendedConnect } from "@madang/wire/websocket";
import type { Request } from "./caller.ts";
import { Http2Sessions } from "./http2-sessions.ts";
import type { Reception } from "./reception.ts";
import { refuseStream } from "./refused-stream.ts";
import { reset } from "./reset.ts";
import { type Turn, Turnstile } from "./turnstile.ts";
import type { WebSocketLinks } from "./web-socket-links.ts";

const NOTHING = new Uint8Array(0);

export interface Http2DoorOptions {
  readonly reception: Reception;
  readonly links: WebSocketLinks;
  readonly turn: Turn;
  /** Answers every request that opens no WebSocket. */
  readonly answer: RequestListener;
  fault(error: unknown): void;
}

interface Comer {
  readonly stream: ServerHttp2Stream;
  readonly headers: IncomingHttpHeaders;
}

/** WebSockets on streams of HTTP/2 connections (RFC 8441): each stream is to its link what a socket is. */
export class Http2Door {
  readonly #options: Http2DoorOptions;
  readonly #sessions: Http2Sessions;

  constructor(options: Http2DoorOptions) {
    const { answer, turn } = options;
    this.#options = options;
    const turnstile = new Turnstile<Comer>(turn, (comer) => void this.#decide(comer));
    this.#sessions = new Http2Sessions({ answer, connect: (stream, headers) => turnstile.come({ stream, headers }) });
  }

  /** A connection that begins as HTTP/2 does. */
  take(socket: Socket): void {
    this.#sessions.take(socket);
  }

  /** No new streams on any connection. */
  goAway(): void {
    this.#sessions.goAway();
  }

  destroyAll(): void {
    this.#sessions.destroyAll();
  }

  async #decide({ stream, headers }: Comer): Promise<void> {
    const { reception, links, fault } = this.#options;
    // It may have gone while others were let in before it.
    if (stream.destroyed || stream.closed) return;
    try {
      const request = requestOf(stream, headers);
      const offers = judgeExtendedConnect(request.headers);
      if ("status" in offers) {
        refuseStream(stream, offers);
        return;
      }
      const admission = await reception.admit(request, offers.subprotocols);
      if (stream.destroyed || stream.closed) return;
      if ("status" in admission) {
        refuseStream(stream, admission);
        return;
      }
      const deflate = links.agree(offers.extensions, admission);
      const extensions = deflate === undefined ? [] : [deflate.response];
      stream.respond({ ":status": 200, ...choiceFields(offers, { subprotocol: admission.subprotocol, extensions }) });
      links.open(stream, { admission, deflate, rest: NOTHING });
    } catch (error) {
      fault(error);
      reset(stream);
    }
  }
}

function requestOf(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): Request {
  const fields = new Map<string, string>();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !name.startsWith(":")) fields.set(name, String(value));
  }
  return { target: headers[":path"] ?? "", headers: fields, remote: stream.session?.socket.remoteAddress };
}
