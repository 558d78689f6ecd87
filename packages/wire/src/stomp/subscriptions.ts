import type { AckMode } from "./ack-window.ts";
import { type Frame, header } from "./frame.ts";
import { PeerError } from "./peer-error.ts";
import { requiredHeader } from "./required-header.ts";
import { Subscription } from "./subscription.ts";
import type { Version } from "./version.ts";

/** Subscriptions of one connection at a time: a person is in tens of rooms, not in hundreds. */
export const MAX_SUBSCRIPTIONS = 256;

export interface SubscriptionRules {
  readonly version: Version;
  /** `MAX_SUBSCRIPTIONS` when not given. */
  readonly maxSubscriptions?: number | undefined;
  /** `ACK_WINDOW` when not given. */
  readonly ackWindow?: number | undefined;
}

/** Which message an ACK or NACK is about. */
export interface Acknowledged {
  readonly subscription: Subscription;
  readonly message: string;
}

/** The subscriptions of one connection (STOMP 1.2 "SUBSCRIBE", "UNSUBSCRIBE", "ACK"). All throw `PeerError`. */
export class Subscriptions {
  readonly #rules: SubscriptionRules;
  readonly #byName = new Map<string, Subscription>();
  readonly #byNumber = new Map<number, Subscription>();
  #last = 0;

  constructor(rules: SubscriptionRules) {
    this.#rules = rules;
  }

  get size(): number {
    return this.#byName.size;
  }

  add(frame: Frame): Subscription {
    const destination = requiredHeader(frame, "destination");
    const name = this.#nameIn(frame);
    const most = this.#rules.maxSubscriptions ?? MAX_SUBSCRIPTIONS;
    if (this.#byName.has(name)) {
      throw new PeerError(1002, "a subscription with this id is there already", {
        details: "Different subscriptions of a connection have different ids; in 1.0, different destinations do.",
      });
    }
    if (this.#byName.size >= most) throw new PeerError(1008, `more than ${most} subscriptions`);
    const terms = { number: ++this.#last, id: header(frame.headers, "id"), destination, ack: ackMode(frame) };
    const subscription = new Subscription(terms, this.#rules.ackWindow);
    this.#byName.set(name, subscription);
    this.#byNumber.set(subscription.number, subscription);
    return subscription;
  }

  remove(frame: Frame): Subscription {
    const name = this.#nameIn(frame);
    const subscription = this.#byName.get(name);
    if (subscription === undefined) {
      throw new PeerError(1002, "no such subscription", {
        details: "UNSUBSCRIBE names one by the id of its SUBSCRIBE.",
      });
    }
    this.#byName.delete(name);
    this.#byNumber.delete(subscription.number);
    return subscription;
  }

  /**
   * What an ACK or NACK is about: in 1.2 it gives our `ack` header back, in 1.1 `subscription` and `message-id`, in 1.0
   * only the latter. Undefined: nothing that waits for it. That is no fault, it may be late, or said twice.
   */
  acknowledged(frame: Frame): Acknowledged | undefined {
    const { version } = this.#rules;
    if (version === "1.2") return this.#byAckHeader(requiredHeader(frame, "id"));
    const message = requiredHeader(frame, "message-id");
    const named = version === "1.0" ? header(frame.headers, "subscription") : requiredHeader(frame, "subscription");
    const among = named === undefined ? this.#byName.values() : [this.#byName.get(nameOfId(named))];
    for (const subscription of among) {
      if (subscription?.window?.has(message) === true) return { subscription, message };
    }
    return undefined;
  }

  #byAckHeader(id: string): Acknowledged | undefined {
    const [, number, message] = /^(\d{1,15})-(.*)$/s.exec(id) ?? [];
    if (number === undefined || message === undefined || Number(number) > this.#last) {
      throw new PeerError(1002, "no such message", {
        details: "The id of an ACK or NACK is the ack header of a MESSAGE.",
      });
    }
    const subscription = this.#byNumber.get(Number(number));
    return subscription?.window?.has(message) === true ? { subscription, message } : undefined;
  }

  /** 1.0 may leave the id out; then the destination names the subscription. */
  #nameIn(frame: Frame): string {
    const id = header(frame.headers, "id");
    if (id === undefined && this.#rules.version === "1.0") return `to ${requiredHeader(frame, "destination")}`;
    return nameOfId(id ?? requiredHeader(frame, "id"));
  }
}

function nameOfId(id: string): string {
  return `id ${id}`;
}

function ackMode(frame: Frame): AckMode {
  const mode = header(frame.headers, "ack") ?? "auto";
  if (mode === "auto" || mode === "client" || mode === "client-individual") return mode;
  throw new PeerError(1002, "unknown ack mode", { details: "ack is auto, client or client-individual." });
}
