import type { Chance, Clock, Hub } from "@madang/hub";
import { type Host, type HttpAnswer, type HttpGateway, type HttpRequest, problemReply, type Reply } from "@madang/wire";
import { httpRefusal } from "@madang/wire/websocket";
import type { Deadlines } from "../deadlines.ts";
import type { Identify } from "../identify.ts";
import { knock } from "../knock.ts";
import { LifeSigns } from "../life-signs.ts";
import { LiveCursors } from "../live-cursors.ts";
import { Producers } from "../producers.ts";
import { append } from "./append.ts";
import { helloReply, roomsReply } from "./hello.ts";
import { LongPoll, SharedReplies } from "./hold.ts";
import { pastReply } from "./past.ts";
import { findPlaces, findRoom, noRoom } from "./place.ts";
import { type PastQuery, readLogQuery } from "./query.ts";
import { foundReply, headReply, pollReply, readOn, unlessKnown } from "./read.ts";
import { HttpLogSpellings } from "./spelling.ts";
import { logStream } from "./stream.ts";
import type { HttpLogTerms, Reader } from "./terms.ts";

/** 256 KiB: four of the longest messages, or some hundreds of the usual ones, in one array. */
export const MAX_BODY_BYTES: number = 256 * 1024;
const ROOM_PATH = /^\/rooms\/([^/]+)\/log$/;
const ROOMS_PATH = "/log";
/** Who one is here, and which rooms there are. */
const HELLO_PATH = "/hello";
const LIST_PATH = "/rooms";

/** What a gateway for logs stands on. */
export interface HttpLogPorts {
  readonly hub: Hub;
  readonly identify: Identify;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly host: Host;
  readonly deadlines: Deadlines;
}

/** `/rooms/{room}/log` and `/log`: rooms as logs over plain HTTP, docs/http-log.md. */
export class HttpLogGateway implements HttpGateway {
  readonly methods: readonly string[] = ["GET", "HEAD", "POST"];
  readonly maxBodyBytes: number = MAX_BODY_BYTES;
  readonly fields: HttpGateway["fields"] = {
    sent: [
      "Authorization",
      "Content-Type",
      "If-None-Match",
      "Last-Event-ID",
      "Producer-Id",
      "Producer-Epoch",
      "Producer-Seq",
    ],
    read: [
      ...["Stream-Next-Offset", "Stream-Up-To-Date", "Stream-Cursor", "ETag", "Retry-After", "Allow"],
      ...["Stream-Previous-Offset", "Stream-At-Beginning"],
      ...["Producer-Epoch", "Producer-Seq", "Producer-Expected-Seq", "Producer-Received-Seq"],
    ],
  };
  readonly #terms: HttpLogTerms;
  readonly #replies: SharedReplies;

  constructor({ chance, ...ports }: HttpLogPorts) {
    const { clock, host } = ports;
    const cursors = new LiveCursors(() => clock.now(), chance);
    this.#terms = {
      ...ports,
      cursors,
      lifeSigns: new LifeSigns(clock),
      producers: new Producers(),
      spellings: new HttpLogSpellings(host, cursors),
    };
    this.#replies = new SharedReplies(this.#terms);
  }

  /** Whether this path is a log's. */
  static speaksAt(path: string): boolean {
    return [ROOMS_PATH, HELLO_PATH, LIST_PATH].includes(path) || ROOM_PATH.test(path);
  }

  async answer(request: HttpRequest): Promise<HttpAnswer> {
    const { method, caller } = request;
    const room = ROOM_PATH.exec(caller.path)?.[1];
    const methods = room === undefined ? ["GET", "HEAD"] : this.methods;
    if (!methods.includes(method)) {
      const detail = `${method} is not for logs; ${methods.join(", ")} are`;
      return this.#problem(405, detail, { Allow: [...methods, "OPTIONS"].join(", ") });
    }
    const reader = await this.#reader(request);
    if ("kind" in reader) return reader;
    if (caller.path === HELLO_PATH) return helloReply(this.#terms, reader);
    if (caller.path === LIST_PATH) return roomsReply(this.#terms);
    return method === "POST" && room !== undefined
      ? this.#append(request, reader, room)
      : this.#read(request, reader, room);
  }

  async #reader({ caller, method }: HttpRequest): Promise<Reader | Reply> {
    const { hub, identify, host } = this.#terms;
    const identity = await identify(caller);
    if ("status" in identity) return problemReply(identity, host);
    const refusal = hub.rights.refusal(identity.author, caller.address, method === "POST" ? "send" : "read");
    return refusal === undefined ? { ...identity, address: caller.address } : this.#problem(403, refusal);
  }

  async #append(request: HttpRequest, reader: Reader, name: string): Promise<Reply> {
    const room = await findRoom(this.#terms.hub, name);
    return room === undefined ? noRoom(name, this.#terms.host) : append(this.#terms, request, { reader, room });
  }

  async #read(request: HttpRequest, reader: Reader, room: string | undefined): Promise<HttpAnswer> {
    const { hub, host, cursors } = this.#terms;
    const query = readLogQuery(request, room);
    if ("status" in query) return problemReply(query, host);
    if (query.past !== undefined) return this.#past(query.past, room);
    const places = await findPlaces(hub, query, host);
    if ("kind" in places) return places;
    if (request.method === "HEAD") return headReply(places, query.many);
    cursors.pass(query.cursor);
    const parts = { terms: this.#terms, replies: this.#replies, reader, query, places };
    if (query.live === "sse" || query.live === "ndjson") {
      const early = knock(hub, reader.address);
      return early === undefined ? logStream(parts) : problemReply(early, host);
    }
    if (query.live === undefined) return unlessKnown(request, await pollReply(this.#terms, query, places));
    const found = await readOn(this.#terms, places);
    if ("kind" in found) return found;
    return found.pieces.length > 0 ? foundReply(this.#terms, query, { places, found }) : new LongPoll(parts);
  }

  async #past(query: PastQuery, name: string | undefined): Promise<Reply> {
    if (name === undefined) return this.#problem(400, "before: the past is read room by room, at /rooms/{room}/log");
    const room = await findRoom(this.#terms.hub, name);
    return room === undefined ? noRoom(name, this.#terms.host) : pastReply(this.#terms, room, query);
  }

  #problem(status: number, detail: string, headers?: Readonly<Record<string, string>>): Reply {
    return problemReply(httpRefusal(status, detail, headers), this.#terms.host);
  }
}
