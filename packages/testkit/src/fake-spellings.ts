import { deflateRawSync } from "node:zlib";
import { type Entry, formatPosition, type Item, type Spelling } from "@madang/hub";

/** `name:text` and a line end; notices and skips in angle brackets. */
export const textFake: Spelling = {
  key: "text",
  shared: true,
  spell: (items) => Buffer.from(items.map(line).join("")),
};

/** The same, each line deflated by itself, once for everybody. */
export const deflatedFake: Spelling = {
  key: "text-deflated",
  shared: true,
  spell: (items) => Buffer.concat(items.map((item) => deflateRawSync(Buffer.from(line(item))))),
};

/** STOMP: a header of the subscription's own before a part that all subscriptions share. */
export class StompFake {
  readonly #shared = new WeakMap<Entry, Buffer>();

  spelling(subscription: string): Spelling {
    const head = Buffer.from(`MESSAGE\nsubscription:${subscription}\n`);
    return { key: `stomp:${subscription}`, shared: false, spell: (items) => this.#spell(head, items) };
  }

  #spell(head: Buffer, items: readonly Item[]): Buffer {
    const parts: Buffer[] = [];
    for (const item of items) if (item.kind === "entry") parts.push(head, this.#rest(item));
    return Buffer.concat(parts);
  }

  #rest(entry: Entry): Buffer {
    let rest = this.#shared.get(entry);
    if (rest === undefined) {
      rest = Buffer.from(`message-id:${formatPosition(entry)}\n\n${textOf(entry)}\0`);
      this.#shared.set(entry, rest);
    }
    return rest;
  }
}

/** Socket.IO in several rooms: every event ends in one string with the positions of all of them. */
export class SocketFake {
  readonly #positions = new Map<string, string>();
  readonly #name: string;
  readonly #shared: WeakMap<Entry, string>;

  /** `shared` holds what all sockets have in common of an entry. */
  constructor(name: string, shared: WeakMap<Entry, string> = new WeakMap()) {
    this.#name = name;
    this.#shared = shared;
  }

  spelling(room: string): Spelling {
    return { key: `socketio:${this.#name}`, shared: false, spell: (items) => this.#spell(room, items) };
  }

  #spell(room: string, items: readonly Item[]): Buffer {
    let text = "";
    for (const item of items) {
      if (item.kind !== "entry") continue;
      this.#positions.set(room, formatPosition(item));
      let positions = "";
      for (const [name, position] of this.#positions) positions += `${positions === "" ? "" : " "}${name}:${position}`;
      text += `${this.#body(room, item)}"${positions}"]\n`;
    }
    return Buffer.from(text);
  }

  #body(room: string, entry: Entry): string {
    let body = this.#shared.get(entry);
    if (body === undefined) {
      body = `42["message",${JSON.stringify({ room, text: textOf(entry) })},`;
      this.#shared.set(entry, body);
    }
    return body;
  }
}

function line(item: Item): string {
  if (item.kind === "entry") return `${item.author.name}:${textOf(item)}\n`;
  if (item.kind === "joined" || item.kind === "left") return `<${item.person.name} ${item.kind}>\n`;
  if (item.kind === "skipped") return `<skipped ${item.entries} ${item.happenings}>\n`;
  if (item.kind === "crowd") return `<${item.joined} joined ${item.left} left ${item.present} present>\n`;
  return `<${item.kind}>\n`;
}

function textOf(entry: Entry): string {
  return "text" in entry.content ? entry.content.text : "";
}
