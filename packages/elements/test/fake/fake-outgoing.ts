import type { ErrorCode, Outgoing, Receipt, SendState } from "@madang/client";

/** An `Outgoing` whose fate the test decides. */
export class FakeOutgoing implements Outgoing {
  readonly at: number;
  readonly id: string;
  readonly room: string;
  readonly text: string;
  state: SendState = "queued";
  retried = 0;
  discarded = false;
  readonly #settle = Promise.withResolvers<Receipt>();
  readonly #changed: (outgoing: FakeOutgoing) => void;

  constructor(letter: Pick<Outgoing, "id" | "room" | "text" | "at">, changed: (outgoing: FakeOutgoing) => void) {
    this.id = letter.id;
    this.room = letter.room;
    this.text = letter.text;
    this.at = letter.at;
    this.#changed = changed;
    this.#settle.promise.catch(() => {});
  }

  get done(): Promise<Receipt> {
    return this.#settle.promise;
  }

  become(state: SendState): void {
    this.state = state;
    this.#changed(this);
  }

  fail(failed: ErrorCode, why: string): void {
    this.become({ failed, why });
  }

  retry(): void {
    this.retried += 1;
    this.become("queued");
  }

  discard(): void {
    this.discarded = true;
  }
}
