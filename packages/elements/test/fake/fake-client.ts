import type { ConnectionState, PersonObject, RoomSummary } from "@madang/client";
import type { ChatClient } from "../../src/model/chat-client.ts";
import { FakeRoom } from "./fake-room.ts";

/** The client library's form without a network. */
export class FakeClient implements ChatClient {
  state: ConnectionState;
  you: PersonObject;
  list: readonly RoomSummary[] = [];
  retried = 0;
  closed = false;
  readonly opened: Map<string, FakeRoom> = new Map();
  readonly #now: () => number;
  readonly #listeners = new Set<(state: ConnectionState) => void>();

  constructor(you: PersonObject, now: () => number = Date.now) {
    this.you = you;
    this.state = { kind: "open", you, transport: "websocket" };
    this.#now = now;
  }

  on(event: "state" | "error", hear: (value: never) => void): () => void {
    if (event === "state") this.#listeners.add(hear as (state: ConnectionState) => void);
    return () => this.#listeners.delete(hear as (state: ConnectionState) => void);
  }

  become(state: ConnectionState): void {
    this.state = state;
    for (const hear of this.#listeners) hear(state);
  }

  join(name: string): FakeRoom {
    const room = this.opened.get(name) ?? new FakeRoom({ name, you: () => this.you, now: this.#now });
    this.opened.set(name, room);
    return room;
  }

  async rooms(): Promise<readonly RoomSummary[]> {
    return this.list;
  }

  retry(): void {
    this.retried += 1;
  }

  close(): void {
    this.closed = true;
  }
}
