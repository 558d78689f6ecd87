import type { ClientMessage, ErrorMessage, Hello, History, Join, PersonObject, Send } from "@madang/wire/native";
import type { OpenSocket } from "../src/socket.ts";
import { FakeLink } from "./fake-link.ts";
import { FakeLog } from "./fake-log.ts";
import type { ManualClock } from "./manual-clock.ts";

/** Speaks docs/protocol.md as the real server does, over fake links; a test may answer in its place. */
export class FakeServer {
  readonly #clock: ManualClock;
  readonly links: FakeLink[] = [];
  readonly logs = new Map([["chat", new FakeLog("chat")]]);
  /** Who has which token. */
  readonly tokens = new Map<string, PersonObject>();
  silence = 20_000;
  expires: number | undefined;
  /** Texts that came again. */
  repeats = 0;
  /** Nobody answers the telephone. */
  unreachable = false;
  /** True when it has answered. */
  script: (link: FakeLink, message: ClientMessage) => boolean = () => false;

  constructor(clock: ManualClock) {
    this.#clock = clock;
  }

  readonly openSocket: OpenSocket = (...args) => {
    const link = new FakeLink(args, (from, message) => this.#take(from, message));
    this.links.push(link);
    return link;
  };

  /** The link that was opened last. */
  get link(): FakeLink {
    const link = this.links.at(-1);
    if (link === undefined) throw new Error("nobody has connected");
    return link;
  }

  get chat(): FakeLog {
    return this.#log("chat") ?? new FakeLog("chat");
  }

  /** Delivers everything both ways until nothing moves. */
  async settle(): Promise<void> {
    for (let moved = true; moved; ) {
      await new Promise(setImmediate);
      moved = false;
      for (const link of this.links) {
        if (!link.alive) continue;
        if (this.unreachable) {
          link.cut();
          moved = true;
          continue;
        }
        link.open();
        moved = link.deliverUp() || moved;
        moved = link.deliverDown() || moved;
      }
    }
  }

  /** An entry by somebody else. */
  post(text: string, room = "chat"): void {
    const log = this.#log(room);
    if (log === undefined) return;
    const author = { kind: "guest", name: "영희" } as const;
    this.append(room, author, { id: `other-${log.entries.length}`, text });
  }

  /** Into the log, and to all who are in the room. */
  append(room: string, author: PersonObject, letter: { readonly id: string; readonly text: string }) {
    const kept = (this.#log(room) ?? new FakeLog(room)).append(author, letter, this.#clock.now());
    if (kept.repeat) this.repeats += kept.conflict ? 0 : 1;
    else this.#publish(room, kept.entry);
    return kept;
  }

  #log(room: string): FakeLog | undefined {
    return this.logs.get(room);
  }

  #publish(room: string, entry: object): void {
    for (const link of this.links) if (link.rooms.has(room)) link.tell({ type: "entry", ...entry });
  }

  #take(link: FakeLink, message: ClientMessage): void {
    if (this.script(link, message)) return;
    const { ref } = message;
    const about = ref === undefined ? {} : { ref };
    switch (message.type) {
      case "hello":
      case "token":
        this.#login(link, message);
        break;
      case "ping":
        link.tell({ type: "pong" });
        break;
      case "join":
        this.#join(link, message, about);
        break;
      case "leave":
        link.rooms.delete(message.room);
        link.tell({ type: "left", room: message.room, ...about });
        break;
      case "send":
        this.#send(link, message);
        break;
      case "history":
        this.#history(link, message, about);
        break;
      case "rooms":
        link.tell({ type: "rooms", rooms: [{ name: "chat", volatile: false, present: 1 }], ...about });
        break;
      case "typing":
        break;
    }
  }

  #login(link: FakeLink, { token, name = `guest-${this.links.length}` }: Omit<Hello, "type">): void {
    const you = token === undefined ? ({ kind: "guest", name } as const) : this.tokens.get(token);
    if (you === undefined) {
      link.tell({ type: "error", code: "login", why: "this token is not valid" });
      link.end(4003, "login");
      return;
    }
    link.person = you;
    const until = this.expires === undefined ? {} : { expires: this.expires };
    link.tell({ type: "hello", you, silence: this.silence, ...until });
  }

  #join(link: FakeLink, message: Join, about: object): void {
    const { room, position, last = 0 } = message;
    const log = this.#log(room);
    const fail = (error: Pick<ErrorMessage, "code" | "why">): void =>
      link.tell({ type: "error", ...error, room, ...about });
    if (log === undefined) {
      fail({ code: "room", why: `there is no room named ${room}` });
      return;
    }
    if (link.rooms.has(room)) {
      fail({ code: "joined", why: "joined already" });
      return;
    }
    const start = position === undefined ? log.beforeLast(last) : log.locate(position);
    if (typeof start === "object") {
      fail(start);
      return;
    }
    link.rooms.add(room);
    const people = link.person === undefined ? [] : [link.person];
    const where = { position: log.position(start), earlier: start > log.forgotten };
    link.tell({ type: "joined", room, ...where, present: 1, people, volatile: false, ...about });
    for (const entry of log.entries.slice(start)) link.tell({ type: "entry", ...entry });
  }

  #send(link: FakeLink, { room, id, text }: Send): void {
    const log = this.#log(room);
    const fail = (error: Pick<ErrorMessage, "code" | "why">): void => link.tell({ type: "error", ...error, room, id });
    if (log === undefined || link.person === undefined) {
      fail({ code: "room", why: `there is no room named ${room}` });
      return;
    }
    const { entry, repeat, conflict } = this.append(room, link.person, { id, text });
    if (conflict) {
      fail({ code: "conflict", why: "this id stands for another message" });
      return;
    }
    link.tell({ type: "sent", room, id, position: entry.position, repeat });
  }

  #history(link: FakeLink, { room, before, limit = 200 }: History, about: object): void {
    const log = this.#log(room) ?? new FakeLog(room);
    const end = log.locate(before);
    if (typeof end === "object") {
      link.tell({ type: "error", ...end, room, ...about });
      return;
    }
    const start = Math.max(log.forgotten, end - limit);
    const entries = log.entries.slice(start, end);
    link.tell({
      type: "history",
      room,
      position: log.position(start),
      entries,
      earlier: start > log.forgotten,
      ...about,
    });
  }
}
