import type { ClientMessage, Hello, History, Join, Send, ServerMessage, Welcome } from "@madang/wire/native";
import type { Socket } from "../socket.ts";
import type { HttpParts, WayEvents } from "../way.ts";
import { Fault } from "./fault.ts";
import { Places } from "./places.ts";
import { readPage } from "./read-page.ts";
import { logOf, Requests } from "./requests.ts";
import { Source } from "./source.ts";

/** Longer than a long poll is held. */
const SILENCE_MS = 40_000;

type About = { readonly room?: string; readonly id?: string; readonly ref?: string };

/** The native protocol over plain HTTP: each message is a request, and one source brings what happens in all rooms. */
export function openHttp(parts: HttpParts, events: WayEvents): Socket {
  return new HttpLink(parts, events);
}

class HttpLink implements Socket {
  readonly #events: WayEvents;
  readonly #requests: Requests;
  readonly #places: Places;
  readonly #source: Source;
  readonly #end = new AbortController();
  /** Joins whose answers are on their way. */
  readonly #joining = new Set<string>();

  constructor(parts: HttpParts, events: WayEvents) {
    this.#events = events;
    this.#requests = new Requests(parts);
    this.#places = new Places(parts.tools.standsAfter);
    this.#source = new Source(
      { ...parts, requests: this.#requests, places: this.#places },
      {
        heard: (message) => this.#tell(message),
        alive: () => this.#tell({ type: "pong" }),
        carries: (transport) => this.#events.carries(transport),
        failed: (code, why) => this.#fail(code, why),
      },
    );
    queueMicrotask(() => {
      if (!this.#isOver) events.opened();
    });
  }

  send(text: string): void {
    const message = JSON.parse(text) as ClientMessage;
    const { room, id, ref } = message as About;
    const about: About = {
      ...(room === undefined ? {} : { room }),
      ...(id === undefined ? {} : { id }),
      ...(ref === undefined ? {} : { ref }),
    };
    this.#take(message, about).catch((fault: unknown) => this.#refused(fault, about));
  }

  close(): void {
    this.#end.abort();
    this.#source.stop();
  }

  get #isOver(): boolean {
    return this.#end.signal.aborted;
  }

  async #take(message: ClientMessage, about: About): Promise<void> {
    switch (message.type) {
      case "hello":
      case "token":
        return this.#hello(message);
      case "join":
        return this.#join(message, about);
      case "leave":
        this.#places.delete(message.room);
        return this.#joining.delete(message.room) ? undefined : this.#source.start();
      case "send":
        return this.#send(message);
      case "history":
        return this.#history(message, about);
      case "rooms":
        return this.#tell({ ...(await this.#get<ServerMessage>("/rooms")), ...about });
      case "ping":
        // Without a room, whether the server is there shows by a small question.
        if (this.#places.size > 0) return this.#source.again();
        await this.#get("/hello");
        return this.#tell({ type: "pong" });
    }
  }

  async #hello({ type, token, ...hello }: Pick<Hello, "token" | "name"> & { readonly type: string }): Promise<void> {
    this.#requests.token = token ?? this.#requests.token;
    this.#requests.name = hello.name ?? this.#requests.name;
    try {
      const welcome = await this.#get<Welcome>("/hello");
      if (welcome.type !== "hello") throw new Fault(0);
      // A guest without a name would be another one with each request.
      if (welcome.you.kind === "guest") this.#requests.name = welcome.you.name;
      this.#tell({ ...welcome, silence: SILENCE_MS });
    } catch (error) {
      const why = error instanceof Fault && [400, 401, 409].includes(error.status) ? error.message : undefined;
      if (why === undefined) throw error;
      this.#tell({ type: "error", code: "login", why });
    }
  }

  async #join({ room, position = "now", last }: Join, about: About): Promise<void> {
    this.#joining.add(room);
    try {
      const page = await readPage(this.#requests, room, {
        before: position,
        limit: position === "now" ? (last ?? 0) : 0,
        signal: this.#end.signal,
      });
      if (!this.#joining.has(room)) return;
      const { start, end, entries, earlier } = page;
      this.#tell({ type: "joined", room, position: start, present: 0, people: [], earlier, volatile: false, ...about });
      for (const entry of entries) this.#tell({ type: "entry", ...entry });
      this.#places.set(room, end);
    } finally {
      // One stream for all of them: it begins when the last has its place.
      if (this.#joining.delete(room) && this.#joining.size === 0 && !this.#isOver) this.#source.start();
    }
  }

  async #send({ room, id, text }: Send): Promise<void> {
    const asking = { body: { id, text }, signal: this.#end.signal };
    const sent = await this.#requests.ask(logOf(room), asking, (response) => response.json());
    const { position, repeat } = sent as { readonly position?: unknown; readonly repeat?: unknown };
    if (typeof position !== "string") throw new Fault(0);
    this.#tell({ type: "sent", room, id, position, repeat: repeat === true });
    this.#source.expect(room, position);
  }

  async #history({ room, before, limit = 200 }: History, about: About): Promise<void> {
    const page = await readPage(this.#requests, room, { before, limit, signal: this.#end.signal });
    const { start: position, entries, earlier } = page;
    this.#tell({ type: "history", room, position, entries, earlier, ...about });
  }

  #get<T>(path: string): Promise<T> {
    return this.#requests.ask(path, { signal: this.#end.signal }, async (response) => (await response.json()) as T);
  }

  #refused(fault: unknown, about: About): void {
    if (!(fault instanceof Fault)) throw fault;
    const told = fault.status === 401 ? undefined : fault.told(about);
    const isOfMessage = about.room !== undefined || about.ref !== undefined;
    if (told !== undefined && isOfMessage) this.#tell(told);
    else this.#fail(fault.code === undefined ? 1006 : fault.closeCode, fault.message);
  }

  #tell(message: ServerMessage): void {
    if (!this.#isOver) this.#events.heard(JSON.stringify(message));
  }

  #fail(code: number, why: string): void {
    if (this.#isOver) return;
    this.close();
    this.#events.closed(code, why);
  }
}
