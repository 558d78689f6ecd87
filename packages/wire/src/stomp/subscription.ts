import { type AckMode, AckWindow } from "./ack-window.ts";

/** What a subscription is made of. */
export interface SubscriptionTerms {
  /** Its place in the order of all on its connection, from 1. */
  readonly number: number;
  /** The client's name for it; only 1.0 may do without (STOMP 1.2 "SUBSCRIBE id Header"). */
  readonly id: string | undefined;
  readonly destination: string;
  readonly ack: AckMode;
}

/** One SUBSCRIBE that is in force. The same object in every event that is about it. */
export class Subscription {
  readonly number: number;
  readonly id: string | undefined;
  readonly destination: string;
  readonly ack: AckMode;
  /** What it has not acknowledged: `add` each message that is delivered. Undefined in mode `auto`. */
  readonly window: AckWindow | undefined;

  constructor({ number, id, destination, ack }: SubscriptionTerms, windowSize?: number) {
    this.number = number;
    this.id = id;
    this.destination = destination;
    this.ack = ack;
    this.window = ack === "auto" ? undefined : new AckWindow(ack, windowSize);
  }

  /** The `ack` header of a MESSAGE to it in 1.2, which tells subscription and message (STOMP 1.2 "MESSAGE"). */
  ackHeader(message: string): string | undefined {
    return this.window === undefined ? undefined : `${this.number}-${message}`;
  }
}
