/** A text that is not confirmed yet. */
export interface StoredText {
  readonly id: string;
  readonly room: string;
  readonly text: string;
  /** When it was written, milliseconds since 1970. */
  readonly at: number;
  /** Who wrote it, once that is known; only that person's links send it. */
  readonly author?: string;
}

/**
 * Where the outbox outlives the page. Calls are done in the order in which they were made. One storage is one
 * server's. A rejection costs the survival of that text, not its sending.
 */
export interface OutboxStorage {
  /** What was saved and not removed, oldest first. */
  load(): Promise<readonly StoredText[]>;
  save(text: StoredText): Promise<void>;
  remove(id: string): Promise<void>;
}

/** Keeps nothing beyond the page. */
export class MemoryOutboxStorage implements OutboxStorage {
  readonly #texts = new Map<string, StoredText>();

  async load(): Promise<readonly StoredText[]> {
    return [...this.#texts.values()];
  }

  async save(text: StoredText): Promise<void> {
    this.#texts.set(text.id, text);
  }

  async remove(id: string): Promise<void> {
    this.#texts.delete(id);
  }
}
