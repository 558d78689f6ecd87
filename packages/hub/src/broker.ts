import type { Entry } from "./entry.ts";
import type { Happening } from "./happening.ts";

/** What one node tells the others about a room. */
export interface News {
  /** Entries that the store has made durable, in order. */
  readonly entries: readonly Entry[];
  /** Volatile events. */
  readonly happenings: readonly Happening[];
}

/**
 * What joins nodes. News of one node reach another at most once, in order, and may be lost: the hub mends a gap in the
 * entries from the store. A node does not hear itself.
 */
export interface Broker {
  publish(room: string, news: News): void;
  /** Hears the other nodes' news of a room until the answer is called. */
  subscribe(room: string, hear: (news: News) => void): () => void;
  close(): Promise<void>;
}
