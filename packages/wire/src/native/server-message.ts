import type { EntryObject, PersonObject } from "./objects.ts";

/** What the server says (docs/protocol.md). */
export type ServerMessage =
  | Welcome
  | Joined
  | LeftRoom
  | EntryMessage
  | Here
  | Sent
  | HistoryPage
  | Came
  | Went
  | CrowdMessage
  | TypingPeople
  | RemovedMessage
  | SkippedMessage
  | RoomList
  | ErrorMessage
  | Pong
  | Reconnect;

export interface Welcome {
  readonly type: "hello";
  readonly you: PersonObject;
  /** Milliseconds without a byte after which the client asks whether the server is there. */
  readonly silence: number;
  /** When the login ends, milliseconds since 1970. */
  readonly expires?: number;
  readonly ref?: string;
}

export interface Joined {
  readonly type: "joined";
  readonly room: string;
  readonly position: string;
  readonly present: number;
  /** Missing in a room of more than 100 people. */
  readonly people?: readonly PersonObject[];
  readonly earlier: boolean;
  readonly volatile: boolean;
  readonly ref?: string;
}

/** Who is here when an event stream begins (docs/http-log.md); over a WebSocket `joined` says it. */
export interface Here {
  readonly type: "here";
  readonly room: string;
  readonly present: number;
  /** Missing in a room of more than 100 people. */
  readonly people?: readonly PersonObject[];
}

export interface LeftRoom {
  readonly type: "left";
  readonly room: string;
  readonly ref?: string;
}

export interface EntryMessage extends EntryObject {
  readonly type: "entry";
}

export interface Sent {
  readonly type: "sent";
  readonly room: string;
  readonly id: string;
  readonly position: string;
  readonly repeat: boolean;
  readonly ref?: string;
}

export interface HistoryPage {
  readonly type: "history";
  readonly room: string;
  /** Where the page begins: what to ask for the page before it with. */
  readonly position: string;
  readonly entries: readonly EntryObject[];
  readonly earlier: boolean;
  readonly ref?: string;
}

export interface Came {
  readonly type: "came";
  readonly room: string;
  readonly person: PersonObject;
}

export interface Went {
  readonly type: "went";
  readonly room: string;
  readonly person: PersonObject;
}

export interface CrowdMessage {
  readonly type: "crowd";
  readonly room: string;
  readonly joined: number;
  readonly left: number;
  readonly present: number;
}

export interface TypingPeople {
  readonly type: "typing";
  readonly room: string;
  readonly count: number;
  /** Missing in a room of more than 100 people. */
  readonly people?: readonly PersonObject[];
}

export interface RemovedMessage {
  readonly type: "removed";
  readonly room: string;
  readonly offset: number;
}

export interface SkippedMessage {
  readonly type: "skipped";
  readonly room: string;
  readonly entries: number;
  readonly events: number;
  /** Entries in whose place a later one of their key was given; missing when there are none. */
  readonly conflated?: number;
}

export interface RoomList {
  readonly type: "rooms";
  readonly rooms: readonly { readonly name: string; readonly volatile: boolean; readonly present: number }[];
  readonly ref?: string;
}

export type ErrorCode =
  | "bad"
  | "login"
  | "hello"
  | "room"
  | "joined"
  | "not-joined"
  | "rooms"
  | "gone"
  | "refused"
  | "conflict"
  | "fast"
  | "banned";

export interface ErrorMessage {
  readonly type: "error";
  readonly code: ErrorCode;
  /** For people. */
  readonly why: string;
  /** With `gone`. */
  readonly cause?: "history" | "retention";
  /** With `fast`: milliseconds. */
  readonly wait?: number;
  readonly room?: string;
  readonly id?: string;
  readonly ref?: string;
}

export interface Pong {
  readonly type: "pong";
  readonly ref?: string;
}

/** The server is about to stop. */
export interface Reconnect {
  readonly type: "reconnect";
  /** Milliseconds. */
  readonly after: number;
  readonly why: string;
}

const TYPES: ReadonlySet<unknown> = new Set<ServerMessage["type"]>([
  "hello",
  "joined",
  "here",
  "left",
  "entry",
  "sent",
  "history",
  "came",
  "went",
  "crowd",
  "typing",
  "removed",
  "skipped",
  "rooms",
  "error",
  "pong",
  "reconnect",
]);

/** Reads what the server said; undefined for what this version does not know. The server's word is taken for the rest. */
export function parseServerMessage(text: string): ServerMessage | undefined {
  const message: unknown = JSON.parse(text);
  const known = typeof message === "object" && message !== null && "type" in message && TYPES.has(message.type);
  return known ? (message as ServerMessage) : undefined;
}
