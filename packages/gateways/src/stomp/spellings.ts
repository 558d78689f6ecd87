import type { Item, Spelling } from "@madang/hub";
import type { Framing, Message } from "@madang/wire";
import type { Form, StompMessages } from "./message.ts";

const NOTHING = new Uint8Array(0);

/** What makes the MESSAGEs of two subscriptions the same bytes. */
export interface Alike {
  readonly form: Form;
  readonly framing: Framing;
  /** The client's name for it: `sub-0` with most of the stock clients. */
  readonly subscription: string | undefined;
}

/** The spelling of all subscriptions in mode `auto` that are alike, as long as there is one. */
export interface StompSpelling extends Spelling {
  /** One of them has ended. */
  release(): void;
}

/** The spellings of a server: who makes one with the same words shares the images. */
export class StompSpellings {
  readonly #messages: StompMessages;
  readonly #spellings = new Map<string, SharedSpelling>();

  constructor(messages: StompMessages) {
    this.#messages = messages;
  }

  get size(): number {
    return this.#spellings.size;
  }

  take(alike: Alike): StompSpelling {
    const { form, framing, subscription } = alike;
    const { version, destination, notices } = form;
    const words = [version, framing.key, destination, notices, subscription ?? null];
    const key = `stomp/${JSON.stringify(words)}`;
    let spelling = this.#spellings.get(key);
    if (spelling === undefined) {
      spelling = new SharedSpelling(key, this.#messages, { ...alike, ended: () => this.#spellings.delete(key) });
      this.#spellings.set(key, spelling);
    }
    spelling.users++;
    return spelling;
  }
}

class SharedSpelling implements StompSpelling {
  readonly key: string;
  users = 0;
  readonly #messages: StompMessages;
  readonly #alike: Alike & { ended(): void };
  readonly #head: string;

  constructor(key: string, messages: StompMessages, alike: Alike & { ended(): void }) {
    this.key = key;
    this.#messages = messages;
    this.#alike = alike;
    this.#head = messages.head(alike.form.version, alike.subscription);
  }

  /** Images that only one reader has a use for need no keeping. */
  get shared(): boolean {
    return this.users > 1;
  }

  release(): void {
    if (--this.users === 0) this.#alike.ended();
  }

  spell(items: readonly Item[]): Uint8Array {
    const { form, framing } = this.#alike;
    const messages: Message[] = [];
    for (const item of items) {
      const part = this.#messages.part(item, form);
      if (part !== undefined) messages.push(this.#messages.join(this.#head, part.rest));
    }
    return messages.length === 0 ? NOTHING : framing.frame(messages);
  }
}
