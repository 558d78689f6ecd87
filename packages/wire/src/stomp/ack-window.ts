import { UsageError } from "../websocket/usage-error.ts";

/** Messages of one subscription that may be unacknowledged: some screens of chat, and a round trip at full speed. */
export const ACK_WINDOW = 256;

/** The `ack` header of SUBSCRIBE (STOMP 1.2 "SUBSCRIBE ack Header"). */
export type AckMode = "auto" | "client" | "client-individual";

/**
 * What one subscription was given and has not acknowledged, in order. When it is full, nothing more may be delivered:
 * the reader is slow, and stays where it is in the log until `settle` has made room.
 */
export class AckWindow {
  readonly #isCumulative: boolean;
  readonly #size: number;
  readonly #open = new Set<string>();

  constructor(mode: Exclude<AckMode, "auto">, size: number = ACK_WINDOW) {
    this.#isCumulative = mode === "client";
    this.#size = size;
  }

  /** How many more messages may be delivered. */
  get room(): number {
    return this.#size - this.#open.size;
  }

  /** Message ids that are unacknowledged, oldest first. */
  get unsettled(): readonly string[] {
    return [...this.#open];
  }

  has(message: string): boolean {
    return this.#open.has(message);
  }

  /** The message is being delivered. Throws `UsageError` when there is no room, or when it is here already. */
  add(message: string): void {
    if (this.room <= 0) throw new UsageError(`more than ${this.#size} unacknowledged messages`);
    if (this.#open.has(message)) throw new UsageError(`message ${message} is unacknowledged already`);
    this.#open.add(message);
  }

  /**
   * The message was acknowledged, or refused: the ids that this settles, oldest first. In mode `client` it stands for
   * all before it too. Empty: it is not among them, such as when it was settled before.
   */
  settle(message: string): readonly string[] {
    if (!this.#open.has(message)) return [];
    const settled: string[] = [];
    if (!this.#isCumulative) settled.push(message);
    else {
      for (const id of this.#open) {
        settled.push(id);
        if (id === message) break;
      }
    }
    for (const id of settled) this.#open.delete(id);
    return settled;
  }
}
