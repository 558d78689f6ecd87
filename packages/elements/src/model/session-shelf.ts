import type { RoomEvent } from "@madang/client";
import type { ChatClient } from "./chat-client.ts";
import { ChatSession } from "./chat-session.ts";

/** docs/protocol.md allows 32 rooms on a connection; the one left longest ago makes place. */
const MAX_ROOMS = 16;

export interface ShelfOptions {
  readonly client: ChatClient;
  readonly now: () => number;
  readonly changed: (session: ChatSession, event: RoomEvent | undefined) => void;
}

/** The rooms that were visited stay open behind the one before the eyes: nothing is fetched twice, and what is new shows. */
export class SessionShelf {
  readonly #options: ShelfOptions;
  /** In the order of their last visit. */
  readonly #sessions = new Map<string, ChatSession>();
  #current: ChatSession | undefined;

  constructor(options: ShelfOptions) {
    this.#options = options;
  }

  get current(): ChatSession | undefined {
    return this.#current;
  }

  /** Rooms in which something stands unseen. */
  get unread(): readonly string[] {
    return [...this.#sessions].flatMap(([room, { unseen }]) => (unseen.length > 0 ? [room] : []));
  }

  open(room: string, watching: boolean): ChatSession {
    if (this.#current) this.#current.watching = false;
    const session = this.#sessions.get(room) ?? this.#made(room);
    this.#sessions.delete(room);
    this.#sessions.set(room, session);
    this.#current = session;
    session.watching = watching;
    this.#makePlace();
    return session;
  }

  close(): void {
    for (const session of this.#sessions.values()) session.close();
    this.#sessions.clear();
    this.#current = undefined;
  }

  #made(room: string): ChatSession {
    const { client, now, changed } = this.#options;
    // It may change while it is made, before it can be named.
    let made: ChatSession | undefined;
    made = new ChatSession({ client, room, now, changed: (event) => made && changed(made, event) });
    return made;
  }

  #makePlace(): void {
    for (const [room, session] of this.#sessions) {
      if (this.#sessions.size <= MAX_ROOMS) return;
      session.close();
      this.#sessions.delete(room);
    }
  }
}
