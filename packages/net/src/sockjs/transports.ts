import {
  BROKEN_JSON,
  NO_SESSION,
  POLLING_LIMIT,
  RESPONSE_LIMIT,
  type ReceivingTransport,
  readCallback,
  readJsonpPayload,
  readXhrPayload,
  TRANSPORTS,
  type Transport,
  transportHeaders,
  wrappingOf,
} from "@madang/wire/sockjs";
import { httpRefusal } from "@madang/wire/websocket";
import { readBody } from "../http-body.ts";
import { Answer } from "./answer.ts";
import { FrameShelf } from "./frame-shelf.ts";
import { HttpSession, type SessionTerms } from "./http-session.ts";
import type { HttpSessions } from "./http-sessions.ts";
import type { SockjsService } from "./service.ts";
import type { Visit } from "./visit.ts";

/** 1 MiB of messages in one request, the most that may wait in the other direction. */
const MAX_BODY_BYTES = 1_048_576;
const CLOSING = httpRefusal(503, "The server is stopping; come back in a few seconds.");
const FULL = httpRefusal(503, "There are too many sessions; try again in a minute.");

type Sending = "xhr_send" | "jsonp_send";

/**
 * Where an answer ends. An event source asks again after a broken answer as after a whole one: were its answers ended,
 * what it lost of one that was would never show. And a browser keeps nothing of what it has read of them.
 */
function limitOf(transport: ReceivingTransport, { responseLimit }: SockjsService): number {
  if (TRANSPORTS[transport].polling) return POLLING_LIMIT;
  return responseLimit ?? (transport === "eventsource" ? Number.POSITIVE_INFINITY : RESPONSE_LIMIT);
}

/** Session URLs that are plain requests: one way to receive in five wrappings, and one to send in two. */
export class Transports {
  readonly #sessions: HttpSessions;
  readonly #terms: SessionTerms;
  readonly #shelf: FrameShelf;
  #isClosed = false;

  constructor(sessions: HttpSessions, terms: SessionTerms) {
    this.#sessions = sessions;
    this.#terms = terms;
    this.#shelf = new FrameShelf(terms.host);
  }

  answer(visit: Visit, session: string, transport: Exclude<Transport, "websocket">): Promise<void> {
    const key = `${visit.service.base}/${session}`;
    const isSending = transport === "xhr_send" || transport === "jsonp_send";
    return isSending ? this.#send(visit, key, transport) : this.#receive(visit, key, transport);
  }

  /** No new sessions from now on. */
  close(): void {
    this.#isClosed = true;
  }

  async #receive(visit: Visit, key: string, transport: ReceivingTransport): Promise<void> {
    const hasCallback = transport === "htmlfile" || transport === "jsonp";
    const callback = hasCallback ? readCallback(visit.caller.query) : "";
    if (typeof callback !== "string") return visit.plain(callback.status, callback.text);
    const session = this.#sessions.get(key) ?? (await this.#open(visit, key));
    if (session === undefined || visit.response.destroyed) return;
    const limit = limitOf(transport, visit.service);
    const headers = { ...transportHeaders(transport), ...visit.headers };
    const form = { wrapping: wrappingOf(transport, callback), headers, limit };
    session.attach(new Answer(visit.response, form, this.#shelf));
  }

  /** A new session under this key. Undefined: the client has been told why not. */
  async #open(visit: Visit, key: string): Promise<HttpSession | undefined> {
    const { gateway, subprotocols = [], resumes = false } = visit.service;
    const refusal = this.#isClosed ? CLOSING : this.#sessions.isFull ? FULL : undefined;
    const admission = refusal ?? (await gateway.admit({ ...visit.caller, subprotocols }));
    if ("status" in admission) {
      visit.refuse(admission, this.#terms.host);
      return undefined;
    }
    // Another request of the same session may have been decided about first; the client of this one may have gone.
    const opened = this.#sessions.get(key);
    if (opened !== undefined || visit.response.destroyed) return opened;
    const dropped = (): void => this.#sessions.delete(key);
    const session = new HttpSession(this.#terms, { admission, resumes, dropped });
    this.#sessions.set(key, session);
    return session;
  }

  async #send(visit: Visit, key: string, transport: Sending): Promise<void> {
    const addressed = this.#sessions.get(key);
    if (addressed === undefined) return visit.plain(NO_SESSION.status, NO_SESSION.text);
    await addressed.readOn();
    const body = await readBody(visit.request, MAX_BODY_BYTES);
    if (body === "gone") return;
    if (body === "too big") {
      // What is still to come is read and thrown away: unread, it would reset the answer away.
      visit.request.resume();
      return visit.refuse(httpRefusal(413, `a body here has at most ${MAX_BODY_BYTES} bytes`), this.#terms.host);
    }
    const messages = this.#read(visit, transport, body);
    if ("status" in messages) return visit.plain(messages.status, messages.text);
    // Its time may have been up while the body came.
    const session = this.#sessions.get(key);
    if (session === undefined) return visit.plain(NO_SESSION.status, NO_SESSION.text);
    session.receive(messages);
    await session.readOn();
    const headers = transportHeaders(transport);
    if (transport === "xhr_send") visit.reply(204, headers);
    else visit.reply(200, headers, "ok");
  }

  #read(visit: Visit, transport: Sending, body: Uint8Array): ReturnType<typeof readXhrPayload> {
    const { host } = this.#terms;
    if (!host.isUtf8(body)) return BROKEN_JSON;
    const text = host.decode(body);
    return transport === "xhr_send" ? readXhrPayload(text) : readJsonpPayload(text, visit.field("content-type"));
  }
}
