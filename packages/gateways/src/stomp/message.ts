import { type Entry, formatPosition, type Happening, type Item } from "@madang/hub";
import type { Host, Message } from "@madang/wire";
import { FrameSpelling, type Header, type Headers, joinMessages, userHeaders, type Version } from "@madang/wire/stomp";
import { nativeMessage } from "../native/message.ts";
import { isPassedOn } from "./content.ts";

/** How a subscription wants its MESSAGEs. */
export interface Form {
  readonly version: Version;
  readonly room: string;
  readonly destination: string;
  /** With what happens in the room beside its entries. */
  readonly notices: boolean;
}

/** A MESSAGE without its head. */
export interface MessagePart {
  readonly id: string;
  /** A text where it is UTF-8 as a whole, as a WebSocket asks of its text messages. */
  readonly rest: Message;
}

/**
 * What rooms hand out, as MESSAGEs (STOMP 1.2 "MESSAGE"). What all subscribers of a destination have in common is
 * spelled once for an entry and a version, and kept for as long as the entry is in memory.
 */
export class StompMessages {
  readonly #host: Host;
  readonly #frames: Readonly<Record<Version, FrameSpelling>>;
  readonly #parts = new WeakMap<Entry, Map<string, MessagePart>>();
  #notices = 0;

  constructor(host: Host) {
    this.#host = host;
    const frames = (version: Version): FrameSpelling => new FrameSpelling(version, host);
    this.#frames = { "1.0": frames("1.0"), "1.1": frames("1.1"), "1.2": frames("1.2") };
  }

  /** Undefined for what the subscription has not asked for, or STOMP has no words for. */
  part(item: Item, form: Form): MessagePart | undefined {
    if (item.kind === "entry") return this.#entry(item, form);
    return form.notices ? this.#notice(item, form) : undefined;
  }

  /** A MESSAGE of which nobody else has anything. */
  own({ version, destination }: Pick<Form, "version" | "destination">, headers: Headers, body: Uint8Array): Message {
    return this.#message(this.#frames[version].messageRest([["destination", destination], ...headers], body));
  }

  /** What differs between subscriptions; `ack` is of 1.2. */
  head(version: Version, subscription: string | undefined, ack?: string): string {
    return this.#host.decode(this.#frames[version].messageHead(subscription, version === "1.2" ? ack : undefined));
  }

  join(head: string, rest: Message): Message {
    return typeof rest === "string" ? head + rest : joinMessages(this.#host.encode(head), [rest]);
  }

  #entry(entry: Entry, form: Form): MessagePart {
    const { version, destination } = form;
    const key = `${version} ${destination}`;
    let parts = this.#parts.get(entry);
    if (parts === undefined) {
      parts = new Map();
      this.#parts.set(entry, parts);
    }
    let part = parts.get(key);
    if (part === undefined) {
      const id = formatPosition(entry);
      part = { id, rest: this.own(form, entryHeaders(entry, id), bodyOf(entry, this.#host)) };
      parts.set(key, part);
    }
    return part;
  }

  #notice(happening: Happening, form: Form): MessagePart | undefined {
    const message = nativeMessage(form.room, happening);
    if (message === undefined) return undefined;
    const id = `notice-${++this.#notices}`;
    const headers: Header[] = [
      ["message-id", id],
      ["type", message.type],
      ["content-type", "application/json"],
    ];
    return { id, rest: this.own(form, headers, this.#host.encode(JSON.stringify(message))) };
  }

  #message(bytes: Uint8Array): Message {
    return this.#host.isUtf8(bytes) ? this.#host.decode(bytes) : bytes;
  }
}

function entryHeaders(
  { id, author, at, offset, content, removed, key, headers = {} }: Entry,
  position: string,
): Header[] {
  const all: Header[] = [
    ["message-id", position],
    ["x-stream-offset", String(offset)],
    ["id", id],
    ["author", author.name],
    ["author-kind", author.kind],
  ];
  if (author.id !== undefined) all.push(["author-id", author.id]);
  all.push(["timestamp", String(at)]);
  if (key !== undefined) all.push(["x-key", key]);
  if (removed) all.push(["removed", "true"]);
  if ("data" in content) all.push(["content-type", content.contentType]);
  else if (headers["content-type"] !== undefined) all.push(["content-type", headers["content-type"]]);
  return [...all, ...userHeaders(Object.entries(headers)).filter(([name]) => isPassedOn(name))];
}

function bodyOf({ content }: Entry, host: Host): Uint8Array {
  return "text" in content ? host.encode(content.text) : content.data;
}
