import type { ErrorMessage, PersonObject } from "@madang/wire/native";
import type { FakeServer } from "./fake-server.ts";
import type { Held } from "./sieve.ts";

interface Waiting {
  readonly places: Map<string, number>;
  /** True when it has had its answer. */
  give(entries: readonly object[]): boolean;
  cut(): void;
}

const GONE = new TypeError("fetch failed");

/** docs/http-log.md over the logs of a fake server, as the client's `fetch`; a test keeps back what it likes. */
export class FakeHttp {
  readonly #server: FakeServer;
  readonly held = new Set<Held | "all">();
  /** The next answer to a POST is lost, after it was done. */
  loses = false;
  /** Answers everything in its place. */
  answer: (() => Response) | undefined;
  /** Every request: its method and target. */
  readonly asked: string[] = [];
  readonly #waiting = new Set<Waiting>();

  constructor(server: FakeServer) {
    this.#server = server;
  }

  get open(): number {
    return this.#waiting.size;
  }

  readonly fetch: typeof fetch = async (input, init = {}) => {
    const url = new URL(String(input));
    const { method = "GET", body, signal, headers = {} } = init;
    this.asked.push(`${method} ${url.pathname}${decodeURIComponent(url.search)}`);
    await Promise.resolve();
    if (signal?.aborted || this.held.has("all")) throw GONE;
    if (this.answer !== undefined) return this.answer();
    const room = /^\/rooms\/(.+)\/log$/.exec(decodeURIComponent(url.pathname))?.[1];
    const you = this.#who(url, new Headers(headers));
    if (you === undefined) return problem(401, "this token is not valid");
    if (url.pathname === "/hello") return json({ type: "hello", you, silence: this.#server.silence });
    if (url.pathname === "/rooms")
      return json({ type: "rooms", rooms: [{ name: "chat", volatile: false, present: 1 }] });
    if (url.pathname === "/log") return this.#read(url, signal ?? undefined);
    const log = this.#server.logs.get(room ?? "");
    if (room === undefined || log === undefined) return problem(404, `there is no room named ${room}`);
    return method === "POST" ? this.#append(room, you, String(body)) : this.#page(room, url);
  };

  /** Gives everybody who waits what has come. */
  pump(): boolean {
    let moved = false;
    for (const waiting of this.#waiting) {
      const entries = this.#after(waiting.places);
      if (entries.length === 0) continue;
      moved = true;
      if (waiting.give(entries)) this.#waiting.delete(waiting);
    }
    return moved;
  }

  /** All that is open breaks. */
  cut(): void {
    for (const waiting of this.#waiting) waiting.cut();
    this.#waiting.clear();
  }

  #who(url: URL, headers: Headers): PersonObject | undefined {
    const token = headers.get("Authorization")?.replace("Bearer ", "");
    const name = url.searchParams.get("name") ?? "guest-1";
    return token === undefined ? { kind: "guest", name } : this.#server.tokens.get(token);
  }

  #append(room: string, you: PersonObject, body: string): Response {
    const { id, text } = JSON.parse(body) as { readonly id: string; readonly text: string };
    const { entry, repeat, conflict } = this.#server.append(room, you, { id, text });
    if (this.loses) {
      this.loses = false;
      throw GONE;
    }
    if (conflict) return problem(409, "the id stands for another message");
    return json({ position: entry.position, offset: entry.offset, repeat }, repeat ? 200 : 201);
  }

  #page(room: string, { searchParams }: URL): Response {
    const log = this.#server.logs.get(room) ?? this.#server.chat;
    const before = searchParams.get("before") ?? "now";
    const end = before === "now" ? log.entries.length : log.locate(before);
    if (typeof end === "object") return gone(end);
    const start = Math.max(log.forgotten, end - Number(searchParams.get("limit") ?? 200));
    const fields = { "Stream-Previous-Offset": log.position(start), "Stream-Next-Offset": log.position(end) };
    const top = start > log.forgotten ? {} : { "Stream-At-Beginning": "true" };
    return json(log.entries.slice(start, end), 200, { ...fields, ...top });
  }

  #read({ searchParams }: URL, signal: AbortSignal | undefined): Response | Promise<Response> {
    const places = new Map<string, number>();
    for (const [room = "", position = ""] of searchParams.getAll("room").map((text) => text.split(":"))) {
      const place = (this.#server.logs.get(room) ?? this.#server.chat).locate(position);
      if (typeof place === "object") return gone(place);
      places.set(room, place);
    }
    const live = searchParams.get("live");
    if (live === "sse") return this.#stream(places, signal);
    const entries = this.#after(places);
    if (live === null || entries.length > 0) return json(entries, 200, { "Stream-Up-To-Date": "true" });
    if (this.held.has("long-poll")) throw GONE;
    return new Promise((answer, fail) => {
      const cut = (): void => fail(GONE);
      const give = (found: readonly object[]): boolean => {
        answer(json(found, 200, { "Stream-Up-To-Date": "true" }));
        return true;
      };
      this.#wait({ places, give, cut }, signal);
    });
  }

  /** One that is kept back is open and says nothing. */
  #stream(places: Map<string, number>, signal: AbortSignal | undefined): Response {
    const encoder = new TextEncoder();
    let waiting: Waiting | undefined;
    const body = new ReadableStream<Uint8Array>({
      start: (stream) => {
        const write = (text: string): void => {
          if (!this.held.has("sse")) stream.enqueue(encoder.encode(text));
        };
        write('event: control\ndata: {"upToDate":true}\n\n');
        for (const room of places.keys()) {
          write(`event: here\ndata: {"type":"here","room":"${room}","present":1,"people":[]}\n\n`);
        }
        const give = (entries: readonly object[]): boolean => {
          write(`event: data\ndata: ${JSON.stringify(entries)}\n\n`);
          return false;
        };
        waiting = { places, give, cut: () => stream.error(GONE) };
        this.#wait(waiting, signal);
      },
      // The client gives it up.
      cancel: () => {
        if (waiting !== undefined) this.#waiting.delete(waiting);
      },
    });
    return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
  }

  #wait(waiting: Waiting, signal: AbortSignal | undefined): void {
    this.#waiting.add(waiting);
    signal?.addEventListener("abort", () => {
      if (this.#waiting.delete(waiting)) waiting.cut();
    });
  }

  #after(places: Map<string, number>): object[] {
    return [...places].flatMap(([room, place]) => {
      const { entries } = this.#server.logs.get(room) ?? this.#server.chat;
      places.set(room, entries.length);
      return entries.slice(place);
    });
  }
}

function json(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return Response.json(value, { status, headers });
}

export function problem(status: number, detail: string, more: object = {}): Response {
  return Response.json({ type: "about:blank", status, detail, ...more }, { status });
}

function gone({ code, why, cause }: Pick<ErrorMessage, "code" | "why" | "cause">): Response {
  return problem(code === "gone" ? 410 : 400, why, { cause });
}
