import type {
  Admission,
  Caller,
  Carrier,
  Eventual,
  Framing,
  Gateway,
  Host,
  HttpAnswer,
  HttpGateway,
  HttpRequest,
  Refusal,
  Reply,
  Session,
  Upload,
} from "@madang/wire";
import { base64, soon } from "@madang/wire";
import {
  BAD_REQUEST,
  judgeRequest,
  MAX_PAYLOAD_BYTES,
  PING_TIMEOUT_MS,
  payloadFraming,
  type SessionOptions,
  socketFraming,
  type Transport,
  UNKNOWN_SID,
} from "@madang/wire/engineio";
import { httpRefusal } from "@madang/wire/websocket";
import type { Ticker } from "../ticker.ts";
import { WriteRound } from "../write-round.ts";
import { EngineLink, type EngineTerms } from "./engine-link.ts";
import { errorReply, refusalReply } from "./engine-reply.ts";
import { EngineUpload } from "./engine-upload.ts";
import { Exchange } from "./exchange.ts";
import { SocketEnd } from "./socket-end.ts";
import { Wheel } from "./wheel.ts";

/** 65,536 sessions: one that polls holds no file descriptor between two polls, so nothing else bounds them. */
const MAX_SESSIONS = 65_536;
/** 120 bits: a session's id is all that stands between it and others. */
const SID_BYTES = 15;
/** Deadlines are met to an eighth of the shortest, or to a second. */
const STEPS = 8;
const MAX_STEP_MS = 1000;

export interface EngineDoorOptions {
  readonly host: Host;
  readonly turn: { atEnd(call: () => void): void };
  readonly ticker: Ticker;
  /** Who speaks over the sessions. */
  readonly gateway: Gateway;
  /** The reference's defaults, if not given. */
  readonly session?: SessionOptions;
  readonly maxSessions?: number;
  /** Milliseconds; the machine's time, if not given. */
  now?(): number;
  /** Hears of faults that are ours; they cost one session, not all. */
  fault(error: unknown): void;
}

/**
 * Engine.IO, protocol 4, as a carrier of messages for a gateway: requests and WebSockets of one address in, sessions out
 * (engine.io-protocol, README).
 */
export class EngineDoor implements HttpGateway, Gateway {
  readonly methods: readonly string[] = ["GET", "POST"];
  readonly maxBodyBytes: number;
  /** The stock client sends whatever its page wants (`extraHeaders`). */
  readonly fields: HttpGateway["fields"] = { sent: "any", read: [] };
  readonly #options: EngineDoorOptions;
  readonly #terms: EngineTerms;
  readonly #links = new Map<string, EngineLink>();
  readonly #wheel: Wheel;

  constructor(options: EngineDoorOptions) {
    this.#options = options;
    const { host, turn, ticker, session = {}, now = Date.now, fault } = options;
    this.maxBodyBytes = session.maxPayloadBytes ?? MAX_PAYLOAD_BYTES;
    const step = Math.min(MAX_STEP_MS, (session.pingTimeoutMs ?? PING_TIMEOUT_MS) / STEPS);
    this.#wheel = new Wheel(ticker, step, now);
    this.#terms = {
      host,
      options: Object.freeze({ ...session }),
      round: new WriteRound(turn),
      polling: payloadFraming(host),
      socketFraming: framings(),
      now,
      hurry: (link) => this.#wheel.add(link),
      gone: (link) => this.#links.delete(link.sid),
      fault,
    };
  }

  /** How many sessions there are, and how many of them poll. */
  get counts(): { readonly sessions: number; readonly polling: number } {
    const polling = [...this.#links.values()].filter(({ transport }) => transport === "polling").length;
    return { sessions: this.#links.size, polling };
  }

  admit(caller: Caller): Eventual<Admission | Refusal> {
    const judgement = judgeRequest({ method: "GET", query: caller.query, upgrade: true }, this.#transportOf);
    if (judgement.kind === "refused") return httpRefusal(judgement.error.status, judgement.error.message);
    if (judgement.kind === "upgrade") {
      const { sid } = judgement;
      return { maxMessageBytes: this.maxBodyBytes, open: (socket) => this.#upgrade(sid, socket) };
    }
    return soon(this.#admit(caller), (admission) => {
      if ("status" in admission) return admission;
      const open = (socket: Carrier): Session => new SocketEnd(this.#begin(socket, admission), socket);
      return { maxMessageBytes: Math.min(this.maxBodyBytes, admission.maxMessageBytes), open };
    });
  }

  async answer({ method, caller }: HttpRequest): Promise<HttpAnswer> {
    const { host } = this.#options;
    const judgement = judgeRequest({ method, query: caller.query, upgrade: false }, this.#transportOf);
    if (judgement.kind === "open") return this.#open(caller);
    if (judgement.kind === "refused") return this.#refused(errorReply(judgement.error, host), caller);
    const link = judgement.kind === "poll" ? this.#links.get(judgement.sid) : undefined;
    if (link === undefined) return errorReply(BAD_REQUEST, host);
    return new Exchange(
      (exchange) => link.poll(exchange),
      (exchange) => link.lost(exchange),
    );
  }

  announce(method: string, caller: Caller): Upload | undefined {
    const { host } = this.#options;
    const judgement = judgeRequest({ method, query: caller.query, upgrade: false }, this.#transportOf);
    const link = judgement.kind === "post" ? this.#links.get(judgement.sid) : undefined;
    return link && new EngineUpload(link, caller.headers.get("content-type") ?? "", host);
  }

  refuse(refusal: Refusal): Reply {
    return refusalReply(refusal, this.#options.host);
  }

  /** Sends those who poll away to come back after a time of their own (milliseconds); the WebSockets' owner does theirs. */
  close(after: () => number, why: string): void {
    for (const link of this.#links.values()) if (link.transport === "polling") link.farewell(after(), why);
    this.#wheel.end();
  }

  readonly #transportOf = (sid: string): Transport | undefined => this.#links.get(sid)?.transport;

  /** A poll that comes after the WebSocket has taken over is answered after what this turn says over that. */
  #refused(reply: Reply, { query }: Caller): HttpAnswer {
    if (this.#transportOf(query.get("sid") ?? "") !== "websocket") return reply;
    return new Exchange(
      (exchange) => this.#options.turn.atEnd(() => exchange.give(reply)),
      () => undefined,
    );
  }

  #admit(caller: Caller): Eventual<Admission | Refusal> {
    const { gateway, maxSessions = MAX_SESSIONS } = this.#options;
    if (this.#links.size < maxSessions) return gateway.admit(caller);
    return httpRefusal(503, "the server has as many sessions as it takes; come back in a while", {
      "Retry-After": "5",
    });
  }

  async #open(caller: Caller): Promise<HttpAnswer> {
    const admission = await this.#admit(caller);
    if ("status" in admission) return refusalReply(admission, this.#options.host);
    let link: EngineLink | undefined;
    const begin = (exchange: Exchange): void => {
      link = this.#begin(exchange, admission);
    };
    return new Exchange(begin, (exchange) => link?.lost(exchange));
  }

  #begin(end: Exchange | Carrier, admission: Admission): EngineLink {
    const link = new EngineLink(newSid(this.#options.host), this.#terms);
    this.#links.set(link.sid, link);
    link.begin(end, admission);
    this.#wheel.add(link);
    return link;
  }

  #upgrade(sid: string, socket: Carrier): Session {
    // One that has gone in the meantime is not in the table any more: it refuses the socket by itself.
    const link = this.#links.get(sid) ?? new EngineLink(sid, this.#terms);
    const isKnown = this.#links.has(sid);
    if (isKnown) link.upgrade(socket);
    else socket.close(1008, UNKNOWN_SID.message);
    return new SocketEnd(link, socket);
  }
}

function newSid(host: Host): string {
  return base64(host.random(SID_BYTES)).replaceAll("+", "-").replaceAll("/", "_");
}

/** One framing for each that is beneath it. */
function framings(): (under: Framing) => Framing {
  const known = new Map<string, Framing>();
  return (under) => {
    const framing = known.get(under.key) ?? socketFraming(under);
    known.set(under.key, framing);
    return framing;
  };
}
