import type { Carrier, Host } from "@madang/wire";
import { type Header, header, type SubscribeEvent, type Subscription, type Version } from "@madang/wire/stomp";
import type { Complaint } from "./complaint.ts";
import type { StompMessages } from "./message.ts";

/** What is for one user alone (Spring's convention); it is no room. */
const USER = "/user/";
const ERRORS = /\/errors$/;

export interface StompErrorsParts {
  readonly carrier: Carrier;
  readonly host: Host;
  readonly version: Version;
  readonly messages: StompMessages;
}

/**
 * The subscriptions of a connection to `/user/queue/…`. Who has one that ends in `/errors` is told there of a SEND that
 * came to nothing, and the connection goes on; to the others nothing comes.
 */
export class StompErrors {
  readonly #parts: StompErrorsParts;
  readonly #subscriptions = new Set<Subscription>();
  #count = 0;

  constructor(parts: StompErrorsParts) {
    this.#parts = parts;
  }

  /** False: this destination is not of this kind. */
  subscribe({ subscription }: Pick<SubscribeEvent, "subscription">): boolean {
    if (!subscription.destination.startsWith(USER)) return false;
    this.#subscriptions.add(subscription);
    return true;
  }

  unsubscribe(subscription: Subscription): void {
    this.#subscriptions.delete(subscription);
  }

  /** False: nobody listens. */
  tell({ code, message, details, headers = [] }: Complaint, about: readonly Header[]): boolean {
    const { carrier, host, version, messages } = this.#parts;
    const body = host.encode(details);
    let heard = false;
    for (const subscription of this.#subscriptions) {
      const { destination, id, window } = subscription;
      if (!ERRORS.test(destination) || window?.room === 0) continue;
      const number = `error-${++this.#count}`;
      window?.add(number);
      const own: Header[] = [["message-id", number], ["code", code], ["message", message], ...about, ...headers];
      const rest = messages.own({ version, destination }, [...own, ["content-type", "text/plain"]], body);
      const image = messages.join(messages.head(version, id, subscription.ackHeader(number)), rest);
      carrier.write(carrier.framing.frame([image]));
      heard = true;
    }
    return heard;
  }
}

/** What a client knows a failed SEND by. */
export function aboutSend(headers: readonly Header[], receipt: string | undefined): Header[] {
  const id = header(headers, "id");
  const about: Header[] = [];
  if (receipt !== undefined) about.push(["receipt-id", receipt]);
  if (id !== undefined) about.push(["id", id]);
  return about;
}
