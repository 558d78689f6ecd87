import type { CommitEvent, Event, SendEvent, SettleEvent } from "./event.ts";
import { type Frame, header } from "./frame.ts";
import { PeerError } from "./peer-error.ts";
import { requiredHeader } from "./required-header.ts";
import { type SubscriptionRules, Subscriptions } from "./subscriptions.ts";
import { type TransactionLimits, Transactions } from "./transactions.ts";

export interface InterpreterRules extends SubscriptionRules, TransactionLimits {}

/** What the frames of a client that is let in mean (STOMP 1.2 "Client Frames"), one after the other. */
export class Interpreter {
  readonly #rules: InterpreterRules;
  readonly #subscriptions: Subscriptions;
  #transactions: Transactions | undefined;

  constructor(rules: InterpreterRules) {
    this.#rules = rules;
    this.#subscriptions = new Subscriptions(rules);
  }

  /** Undefined: there is nothing to be done about the frame. DISCONNECT is not for it. Throws `PeerError`. */
  event(frame: Frame, number: number): Event | undefined {
    switch (frame.command) {
      case "SEND":
      case "ACK":
      case "NACK":
        return this.#now(frame, number);
      case "SUBSCRIBE":
        return {
          kind: "subscribe",
          frame: number,
          subscription: this.#subscriptions.add(frame),
          headers: frame.headers,
        };
      case "UNSUBSCRIBE": {
        const subscription = this.#subscriptions.remove(frame);
        return { kind: "unsubscribe", frame: number, subscription, headers: frame.headers };
      }
      case "BEGIN":
        this.#opened.begin(frame);
        return undefined;
      case "COMMIT":
        return this.#commit(frame, number);
      case "ABORT":
        this.#opened.end(frame);
        return undefined;
      default:
        throw new PeerError(1002, `a ${frame.command} is not expected here`);
    }
  }

  /** At once, or at the commit. */
  #now(frame: Frame, number: number): Event | undefined {
    const transaction = header(frame.headers, "transaction");
    if (transaction === undefined) return this.#act(frame, number);
    this.#judge(frame);
    this.#opened.collect(transaction, frame, number);
    return undefined;
  }

  /** What is wrong with a frame is told when it comes, not at the commit. */
  #judge(frame: Frame): void {
    if (frame.command === "SEND") requiredHeader(frame, "destination");
    else this.#acknowledged(frame);
  }

  #commit(frame: Frame, number: number): CommitEvent {
    const actions: (SendEvent | SettleEvent)[] = [];
    for (const each of this.#opened.end(frame)) {
      const action = this.#act(each.frame, each.number);
      if (action !== undefined) actions.push(action);
    }
    return { kind: "commit", frame: number, transaction: requiredHeader(frame, "transaction"), actions };
  }

  #act(frame: Frame, number: number): SendEvent | SettleEvent | undefined {
    if (frame.command !== "SEND") return this.#settle(frame, number);
    const destination = requiredHeader(frame, "destination");
    return { kind: "send", frame: number, destination, headers: frame.headers, body: frame.body };
  }

  #settle(frame: Frame, number: number): SettleEvent | undefined {
    const about = this.#acknowledged(frame);
    const messages = about?.subscription.window?.settle(about.message);
    if (about === undefined || messages === undefined) return undefined;
    const kind = frame.command === "NACK" ? "nack" : "ack";
    return { kind, frame: number, subscription: about.subscription, messages };
  }

  #acknowledged(frame: Frame): ReturnType<Subscriptions["acknowledged"]> {
    if (frame.command === "NACK" && this.#rules.version === "1.0") throw new PeerError(1002, "STOMP 1.0 has no NACK");
    return this.#subscriptions.acknowledged(frame);
  }

  get #opened(): Transactions {
    this.#transactions ??= new Transactions(this.#rules);
    return this.#transactions;
  }
}
