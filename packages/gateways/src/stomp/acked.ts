import type { Item, Member, Outlet, Room, Spelling } from "@madang/hub";
import type { Carrier } from "@madang/wire";
import { ACK_WINDOW, type AckWindow, type Subscription } from "@madang/wire/stomp";
import type { Form, MessagePart, StompMessages } from "./message.ts";

const NOTHING = new Uint8Array(0);
/** Stands for what was spelled: how it is framed depends on what goes out now and what later. */
const SOMETHING = new Uint8Array(1);

export interface AckedParts {
  readonly messages: StompMessages;
  readonly form: Form;
  readonly carrier: Carrier;
  readonly subscription: Subscription;
  readonly window: AckWindow;
  /** Unacknowledged messages that the client wants at most; `ACK_WINDOW` if more. */
  readonly prefetch: number;
}

/**
 * A subscription that acknowledges (STOMP 1.2 "SUBSCRIBE ack Header"): when so many messages are unacknowledged, it has
 * had enough, and is a reader that stands where it is in the log until acknowledgements come. What of one batch did not
 * fit the window waits here, and nothing else.
 */
export class AckedReader implements Spelling, Outlet {
  readonly key: string;
  readonly shared = false;
  readonly #parts: AckedParts;
  #spelled: readonly MessagePart[] = [];
  readonly #held: MessagePart[] = [];
  #carrierIsFull = false;

  constructor(key: string, parts: AckedParts) {
    this.key = key;
    this.#parts = parts;
  }

  spell(items: readonly Item[]): Uint8Array {
    const { messages, form } = this.#parts;
    // The room may spell a batch twice for a member; it writes the last one.
    this.#spelled = items.map((item) => messages.part(item, form)).filter((part) => part !== undefined);
    return this.#spelled.length === 0 ? NOTHING : SOMETHING;
  }

  write(): boolean {
    this.#held.push(...this.#spelled);
    this.#spelled = [];
    return this.#push();
  }

  /** Messages were acknowledged. */
  settled(room: Room, member: Member): void {
    if (!this.#carrierIsFull && this.#push()) room.drained(member);
  }

  /** The carrier takes bytes again. */
  drained(room: Room, member: Member): void {
    this.#carrierIsFull = false;
    this.settled(room, member);
  }

  /** How many more messages may go out now. */
  get #room(): number {
    const { window, prefetch } = this.#parts;
    return Math.min(window.room, prefetch - (ACK_WINDOW - window.room));
  }

  /** Writes what fits the window; false: that is all for now. */
  #push(): boolean {
    const { messages, form, carrier, subscription, window } = this.#parts;
    const now = this.#held.splice(0, Math.max(0, this.#room));
    if (now.length > 0) {
      const framed = now.map(({ id, rest }) => {
        window.add(id);
        return messages.join(messages.head(form.version, subscription.id, subscription.ackHeader(id)), rest);
      });
      this.#carrierIsFull = !carrier.write(carrier.framing.frame(framed));
    }
    return !this.#carrierIsFull && this.#held.length === 0 && this.#room > 0;
  }
}
