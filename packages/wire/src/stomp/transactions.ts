import type { Frame } from "./frame.ts";
import { PeerError } from "./peer-error.ts";
import { requiredHeader } from "./required-header.ts";

/** Transactions of one connection that are open at the same time. */
export const MAX_TRANSACTIONS = 16;
/** Frames in all open transactions of one connection. */
export const MAX_TRANSACTION_FRAMES = 1024;
/** Bodies in all open transactions of one connection, in bytes. */
export const MAX_TRANSACTION_BYTES = 1_048_576;

export interface TransactionLimits {
  /** `MAX_TRANSACTIONS` when not given; so with the others. */
  readonly maxTransactions?: number | undefined;
  readonly maxTransactionFrames?: number | undefined;
  readonly maxTransactionBytes?: number | undefined;
}

interface Collected {
  readonly frame: Frame;
  readonly number: number;
}

/** The open transactions of one connection, and what is in them (STOMP 1.2 "BEGIN"). All throw `PeerError`. */
export class Transactions {
  readonly #limits: TransactionLimits;
  readonly #open = new Map<string, Collected[]>();
  #frames = 0;
  #bytes = 0;

  constructor(limits: TransactionLimits = {}) {
    this.#limits = limits;
  }

  begin(frame: Frame): void {
    const id = requiredHeader(frame, "transaction");
    const most = this.#limits.maxTransactions ?? MAX_TRANSACTIONS;
    if (this.#open.has(id)) {
      throw new PeerError(1002, "a transaction with this name is open", { details: "Each has a name of its own." });
    }
    if (this.#open.size >= most) throw new PeerError(1008, `more than ${most} open transactions`);
    this.#open.set(id, []);
  }

  /** Keeps a SEND, ACK or NACK for the commit. */
  collect(transaction: string, frame: Frame, number: number): void {
    const { maxTransactionFrames = MAX_TRANSACTION_FRAMES, maxTransactionBytes = MAX_TRANSACTION_BYTES } = this.#limits;
    const collected = this.#open.get(transaction) ?? noneSuch(transaction);
    this.#frames++;
    this.#bytes += frame.body.length;
    if (this.#frames > maxTransactionFrames) {
      throw new PeerError(1008, `more than ${maxTransactionFrames} frames in open transactions`);
    }
    if (this.#bytes > maxTransactionBytes) {
      throw new PeerError(1009, `more than ${maxTransactionBytes} bytes in open transactions`);
    }
    collected.push({ frame, number });
  }

  /** Ends it; answers what was collected, in order: to be done for COMMIT, to be forgotten for ABORT. */
  end(frame: Frame): readonly Collected[] {
    const id = requiredHeader(frame, "transaction");
    const collected = this.#open.get(id) ?? noneSuch(id);
    this.#open.delete(id);
    this.#frames -= collected.length;
    for (const each of collected) this.#bytes -= each.frame.body.length;
    return collected;
  }
}

function noneSuch(transaction: string): never {
  throw new PeerError(1002, "no such transaction", {
    details: `${JSON.stringify(transaction)} is not begun, or ended.`,
  });
}
