import { isEntryKey, KEY_RULE } from "./entry-key.ts";
import { MAX_HISTORY, MAX_ID_LENGTH, MAX_REF_LENGTH, MAX_ROOM_LENGTH, MAX_TEXT_LENGTH } from "./limits.ts";

/** The subprotocol's name (RFC 6455 section 1.9). */
export const SUBPROTOCOL = "madang.v1";

/** What a client says (docs/protocol.md). `ref` comes back in the answer. */
export type ClientMessage = (Hello | Token | Join | Leave | Send | History | Typing | Rooms | Ping) & {
  readonly ref?: string;
};

export interface Hello {
  readonly type: "hello";
  readonly token?: string;
  readonly name?: string;
}

export interface Token {
  readonly type: "token";
  readonly token: string;
}

/** From `position`, or with the `last` entries, or from now on. */
export interface Join {
  readonly type: "join";
  readonly room: string;
  readonly position?: string;
  readonly last?: number;
}

export interface Leave {
  readonly type: "leave";
  readonly room: string;
}

export interface Send {
  readonly type: "send";
  readonly room: string;
  readonly id: string;
  readonly text: string;
  /** What it is the latest value of, in a volatile room. */
  readonly key?: string;
}

export interface History {
  readonly type: "history";
  readonly room: string;
  readonly before: string;
  readonly limit?: number;
}

export interface Typing {
  readonly type: "typing";
  readonly room: string;
  readonly on: boolean;
}

export interface Rooms {
  readonly type: "rooms";
}

export interface Ping {
  readonly type: "ping";
}

/** A message that is none of the above; `why` is for the person who writes the client. */
export interface BadMessage {
  readonly type: "bad";
  readonly why: string;
  readonly ref?: string;
  readonly room?: string;
  readonly id?: string;
}

type Members = Readonly<Record<string, unknown>>;

/** A wrong member of a message. */
class Wrong extends Error {}

const READERS: Readonly<Record<ClientMessage["type"], (members: Members) => ClientMessage>> = {
  hello: (members) => ({
    type: "hello",
    ...optional(members, "token", anyText),
    ...optional(members, "name", anyText),
  }),
  token: (members) => ({ type: "token", token: needed(members, "token", anyText) }),
  join: (members) => ({
    type: "join",
    room: needed(members, "room", roomText),
    ...optional(members, "position", anyText),
    ...optional(members, "last", count),
  }),
  leave: (members) => ({ type: "leave", room: needed(members, "room", roomText) }),
  send: (members) => ({
    type: "send",
    room: needed(members, "room", roomText),
    id: needed(members, "id", visibleId),
    text: needed(members, "text", chatText),
    ...optional(members, "key", keyText),
  }),
  history: (members) => ({
    type: "history",
    room: needed(members, "room", roomText),
    before: needed(members, "before", anyText),
    ...optional(members, "limit", count),
  }),
  typing: (members) => ({ type: "typing", room: needed(members, "room", roomText), on: needed(members, "on", flag) }),
  rooms: () => ({ type: "rooms" }),
  ping: () => ({ type: "ping" }),
};

/** Reads one message. Never throws: what is wrong is told in the answer, with what the error can be tied to. */
export function parseClientMessage(text: string): ClientMessage | BadMessage {
  const members = parseObject(text);
  return members === undefined ? { type: "bad", why: "a message is one JSON object" } : readClientMessage(members);
}

/** The same of what another protocol has taken apart already. */
export function readClientMessage(members: Members): ClientMessage | BadMessage {
  const about = {
    ...label(members, "ref", MAX_REF_LENGTH),
    ...label(members, "room", 64),
    ...label(members, "id", MAX_ID_LENGTH),
  };
  const { type } = members;
  if (typeof type !== "string" || !Object.hasOwn(READERS, type)) {
    return { type: "bad", why: `type: there is no ${typed(type)}`, ...about };
  }
  try {
    const ref = optional(members, "ref", refText);
    return { ...READERS[type as ClientMessage["type"]](members), ...ref };
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    return { type: "bad", why: error.message, ...about };
  }
}

/** Nothing long or deep is said back. */
function typed(type: unknown): string {
  if (type === undefined) return "message without one";
  return typeof type === "string" && type.length <= MAX_REF_LENGTH ? `message ${JSON.stringify(type)}` : "such message";
}

function parseObject(text: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Members) : undefined;
  } catch {
    return undefined;
  }
}

function label<Name extends string>(members: Members, name: Name, longest: number): { readonly [K in Name]?: string } {
  const value = members[name];
  if (typeof value !== "string" || value.length > longest) return {};
  return { [name]: value } as { readonly [K in Name]?: string };
}

type Reader<T> = (value: unknown, name: string) => T;

function needed<T>(members: Members, name: string, read: Reader<T>): T {
  if (members[name] === undefined) throw new Wrong(`${name}: missing`);
  return read(members[name], name);
}

function optional<Name extends string, T>(members: Members, name: Name, read: Reader<T>): { readonly [K in Name]?: T } {
  if (members[name] === undefined) return {};
  return { [name]: read(members[name], name) } as { readonly [K in Name]?: T };
}

function anyText(value: unknown, name: string): string {
  if (typeof value !== "string") throw new Wrong(`${name}: not a text`);
  return value;
}

function roomText(value: unknown, name: string): string {
  const text = anyText(value, name);
  if (text.length > MAX_ROOM_LENGTH) throw new Wrong(`${name}: no room has so long a name`);
  return text;
}

function refText(value: unknown, name: string): string {
  const text = anyText(value, name);
  if (text.length > MAX_REF_LENGTH) throw new Wrong(`${name}: a ref has at most ${MAX_REF_LENGTH} characters`);
  return text;
}

function visibleId(value: unknown, name: string): string {
  const text = anyText(value, name);
  if (text.length > MAX_ID_LENGTH || !/^[\x21-\x7e]+$/.test(text)) {
    throw new Wrong(`${name}: an id has 1 to ${MAX_ID_LENGTH} visible ASCII characters`);
  }
  return text;
}

function keyText(value: unknown, name: string): string {
  const text = anyText(value, name);
  if (!isEntryKey(text)) throw new Wrong(`${name}: ${KEY_RULE}`);
  return text;
}

function chatText(value: unknown, name: string): string {
  const text = anyText(value, name);
  if (text === "" || text.length > MAX_TEXT_LENGTH)
    throw new Wrong(`${name}: a text has 1 to ${MAX_TEXT_LENGTH} characters`);
  return text;
}

function count(value: unknown, name: string): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > MAX_HISTORY) {
    throw new Wrong(`${name}: a number from 0 to ${MAX_HISTORY}`);
  }
  return value;
}

function flag(value: unknown, name: string): boolean {
  if (typeof value !== "boolean") throw new Wrong(`${name}: true or false`);
  return value;
}
