import type { Transport, Writer } from "../transports/transport.ts";
import { Patience } from "./patience.ts";
import { another, first, type Role, type Stage, spotOf } from "./stage.ts";

/** What a hand tells its writer. */
export interface HandOwner {
  opened(hand: Hand): void;
  receipt(number: number, position: string | undefined, over: Transport): void;
  refused(number: number): void;
  conflict(number: number): void;
  lost(hand: Hand): void;
}

/** One connection after the other by which somebody writes. */
export class Hand {
  readonly #stage: Stage;
  readonly #role: Role;
  readonly #patience: Patience;
  readonly #owner: HandOwner;
  #transport: Transport;
  #writer: Writer | undefined;
  #link = 0;
  #back: NodeJS.Timeout | undefined;
  isOpen = false;

  /** It begins with the first transport of its role. */
  constructor(stage: Stage, role: Role, owner: HandOwner) {
    this.#stage = stage;
    this.#role = role;
    this.#patience = new Patience(role.dice);
    this.#owner = owner;
    this.#transport = first(role);
  }

  get resumes(): boolean {
    return this.#transport.resumes;
  }

  begin(): void {
    this.#open();
  }

  send(number: number, text: string): void {
    this.#writer?.send(number, text);
  }

  move(): void {
    this.#leave();
    this.#transport = another(this.#role, this.#transport);
    this.#open();
  }

  /** The link brings no receipts: a new one over the same transport. */
  renew(): void {
    this.#leave();
    this.#open();
  }

  end(): void {
    this.#leave();
  }

  #leave(): void {
    this.#link++;
    clearTimeout(this.#back);
    this.#writer?.close();
    this.#writer = undefined;
    if (this.isOpen) this.#lose();
  }

  #lose(): void {
    this.isOpen = false;
    this.#owner.lost(this);
  }

  #open(): void {
    const link = ++this.#link;
    const isStale = (): boolean => link !== this.#link;
    const transport = this.#transport;
    // Receipts that come late are as good as others: they are taken from any link.
    this.#writer = transport.write?.(spotOf(this.#stage, this.#role), {
      opened: () => {
        if (isStale()) return;
        this.isOpen = true;
        this.#owner.opened(this);
      },
      receipt: (number, position) => {
        this.#patience.reward();
        this.#owner.receipt(number, position, transport);
      },
      refused: (number) => this.#owner.refused(number),
      conflict: (number) => this.#owner.conflict(number),
      closed: () => {
        if (isStale()) return;
        if (this.isOpen) this.#lose();
        this.#back = setTimeout(() => this.#open(), this.#patience.wait());
      },
    });
  }
}
