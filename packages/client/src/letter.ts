import type { ErrorCode } from "@madang/wire/native";
import { ChatError } from "./chat-error.ts";
import type { StoredText } from "./outbox-storage.ts";
import type { Outgoing, Receipt, SendState } from "./outgoing.ts";

/** What a letter's owner may ask of those who carry it. */
export interface Carriers {
  changed(letter: Letter): void;
  retry(letter: Letter): void;
  discard(letter: Letter): void;
}

/** An `Outgoing` as the outbox sees it. */
export class Letter implements Outgoing {
  readonly id: string;
  readonly room: string;
  readonly text: string;
  readonly at: number;
  readonly #carriers: Carriers;
  #state: SendState = "queued";
  #settle = promised();

  constructor({ id, room, text, at }: StoredText, carriers: Carriers) {
    this.id = id;
    this.room = room;
    this.text = text;
    this.at = at;
    this.#carriers = carriers;
  }

  get state(): SendState {
    return this.#state;
  }

  get done(): Promise<Receipt> {
    return this.#settle.promise;
  }

  /** Of the states before the last one. */
  become(state: "queued" | "sending" | "unconfirmed"): void {
    if (this.#state === state) return;
    if (typeof this.#state === "object") this.#settle = promised();
    this.#state = state;
    this.#carriers.changed(this);
  }

  arrived(receipt: Receipt): void {
    this.#state = "sent";
    this.#settle.resolve(receipt);
    this.#carriers.changed(this);
  }

  fail(failed: ErrorCode, why: string): void {
    this.#state = { failed, why };
    this.abandon(new ChatError(failed, why));
    this.#carriers.changed(this);
  }

  /** Nobody will carry it on. */
  abandon(error: ChatError): void {
    this.#settle.reject(error);
  }

  retry(): void {
    this.#carriers.retry(this);
  }

  discard(): void {
    this.#carriers.discard(this);
  }
}

function promised(): PromiseWithResolvers<Receipt> {
  const made = Promise.withResolvers<Receipt>();
  // Who looks at the state need not look at the promise.
  made.promise.catch(() => {});
  return made;
}
