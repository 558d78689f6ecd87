import { idOf } from "./message.ts";

/** What the writers know of one message. */
export interface Written {
  readonly number: number;
  readonly author: string;
  /** The id it was sent under; undefined where the transport has no ids. */
  readonly id: string | undefined;
  /** Somebody was told that it is durable. */
  acknowledged: boolean;
  /** The place that the first receipt with a place gave it. */
  position: string | undefined;
  /** A receipt that contradicts an earlier one. */
  contradiction: string | undefined;
}

/** What was sent and acknowledged. */
export class Book {
  readonly written: Written[] = [];
  /** Sends of a message that was sent before. */
  repeats = 0;
  acknowledged = 0;
  /** Sends under a known id with another text, which must become nothing. */
  forgeries = 0;
  refusals = 0;
  /** Receipts by the transport that brought them. */
  readonly receipts = new Map<string, number>();

  /** A new message by `author`. */
  write(author: string, withId: boolean): Written {
    const number = this.written.length;
    const id = withId ? idOf(number) : undefined;
    const one = { number, author, id, acknowledged: false, position: undefined, contradiction: undefined };
    this.written.push(one);
    return one;
  }

  /** Somebody was told over this transport that this one is durable, and perhaps where it stands. */
  receipt(number: number, position: string | undefined, over: string): void {
    const one = this.written[number];
    if (one === undefined) throw new RangeError(`nobody wrote message ${number}`);
    this.receipts.set(over, (this.receipts.get(over) ?? 0) + 1);
    if (!one.acknowledged) this.acknowledged++;
    one.acknowledged = true;
    if (position !== undefined && one.position !== undefined && position !== one.position) {
      one.contradiction ??= `receipts say ${one.position} and ${position}`;
    }
    one.position ??= position;
  }
}
