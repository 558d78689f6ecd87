import { textOf } from "../message.ts";
import type { Transport } from "../transports/transport.ts";
import { Hand } from "./hand.ts";
import type { Role, Stage } from "./stage.ts";

/** What a writer is like. */
export interface Manner {
  /** Connections that write for it at the same time. */
  readonly hands: number;
  /** Messages a second. */
  readonly rate: number;
  /** Messages that wait for their receipts at most. */
  readonly window: number;
  /** How often a message is sent twice at once, and how often a known id is used for another text. */
  readonly twice: number;
  readonly forge: number;
}

/** A message without a receipt for so long is sent again; a link without any for longer is given up. */
const AGAIN_MS = 1500;
const SILENCE_MS = 3000;
/** A message sent so recently may be on its way by another hand. */
const JUST_NOW_MS = 300;
/** Sends at once of what waits: those who come back do not come with everything at once. */
const BURST = 200;

/** A writer that sends every message under its id until it has a receipt, over whatever connections and transports. */
export class Writing {
  readonly name: string;
  readonly #stage: Stage;
  readonly #role: Role;
  readonly #manner: Manner;
  readonly #hands: Hand[];
  /** Message numbers without a receipt, and when each was last sent. */
  readonly #open = new Map<number, number>();
  #due = 0;
  #tickedAt = 0;
  #receiptAt = 0;
  #writes = true;
  #ended = false;
  moves = 0;

  constructor(stage: Stage, role: Role, manner: Manner) {
    this.name = role.name;
    this.#stage = stage;
    this.#role = role;
    this.#manner = manner;
    const owner = {
      opened: (hand: Hand) => this.#resend(hand),
      receipt: (number: number, position: string | undefined, over: Transport) => this.#receipt(number, position, over),
      refused: (number: number) => this.#refused(number),
      conflict: (number: number) => this.#conflict(number),
      lost: () => this.#lost(),
    };
    const { transports } = role;
    // Each hand begins with a transport of its own.
    this.#hands = Array.from({ length: manner.hands }, (_, index) => {
      const own = transports.slice(index % transports.length);
      return new Hand(
        stage,
        { ...role, transports: [...own, ...transports.filter((one) => !own.includes(one))] },
        owner,
      );
    });
  }

  /** Messages that wait for a receipt. */
  get waiting(): readonly number[] {
    return [...this.#open.keys()];
  }

  begin(): void {
    this.#tickedAt = this.#receiptAt = this.#stage.journal.now;
    for (const hand of this.#hands) hand.begin();
  }

  move(): void {
    this.moves++;
    this.#role.dice.pick(this.#hands).move();
  }

  /** Writes nothing new from now on. */
  rest(): void {
    this.#writes = false;
  }

  end(): void {
    this.#ended = true;
    for (const hand of this.#hands) hand.end();
  }

  /** To be called now and then: writes what is due, and repeats what has waited too long. */
  tick(): void {
    if (this.#ended) return;
    const { now } = this.#stage.journal;
    const { rate, window } = this.#manner;
    this.#due = Math.min(window, this.#due + ((now - this.#tickedAt) * rate) / 1000);
    this.#tickedAt = now;
    const hand = this.#hands.find(({ isOpen }) => isOpen);
    for (; hand !== undefined && this.#writes && this.#due >= 1 && this.#open.size < window; this.#due--)
      this.#write(hand);
    this.#repeat(now);
    if (this.#open.size === 0) this.#receiptAt = now;
    if (now - this.#receiptAt < SILENCE_MS) return;
    this.#receiptAt = now;
    for (const silent of this.#hands) silent.renew();
  }

  #write(hand: Hand): void {
    const { book } = this.#stage;
    const { number } = book.write(this.name, hand.resumes);
    this.#send(hand, number);
    if (!hand.resumes || !this.#role.dice.chance(this.#manner.twice)) return;
    book.repeats++;
    this.#send(this.#role.dice.pick(this.#hands), number);
  }

  #send(hand: Hand, number: number): void {
    this.#open.set(number, this.#stage.journal.now);
    if (hand.isOpen) hand.send(number, textOf(number));
  }

  #repeat(now: number): void {
    let count = 0;
    for (const [number, sentAt] of this.#open) {
      if (now - sentAt < AGAIN_MS || count++ > BURST) continue;
      const hand = this.#role.dice.pick(this.#hands);
      if (!hand.resumes) return;
      this.#stage.book.repeats++;
      this.#send(hand, number);
    }
  }

  /** A new connection is given all that waits, and some of what another one was given just now. */
  #resend(hand: Hand): void {
    if (!hand.resumes) return;
    const { now } = this.#stage.journal;
    let count = 0;
    for (const [number, sentAt] of this.#open) {
      if (count++ > BURST) return;
      // One hand alone keeps to the order.
      const isElsewhere = this.#hands.length > 1 && now - sentAt < JUST_NOW_MS;
      if (isElsewhere && !this.#role.dice.chance(0.2)) continue;
      this.#stage.book.repeats++;
      this.#send(hand, number);
    }
  }

  /** Where there are no ids, what has no echo yet may be there or not, and must not be sent again. */
  #lost(): void {
    if (!this.#hands.some(({ resumes }) => resumes)) this.#open.clear();
  }

  #receipt(number: number, position: string | undefined, { name }: Transport): void {
    this.#receiptAt = this.#stage.journal.now;
    this.#open.delete(number);
    this.#stage.book.receipt(number, position, name);
    if (!this.#role.dice.chance(this.#manner.forge)) return;
    const [hand] = this.#hands;
    if (hand === undefined || !hand.isOpen) return;
    this.#stage.book.forgeries++;
    hand.send(number, `forged ${number}`);
  }

  #refused(number: number): void {
    this.#stage.book.refusals++;
    // It is told again by the clock, and the link is alive.
    this.#receiptAt = this.#stage.journal.now;
    if (this.#open.has(number)) this.#open.set(number, this.#receiptAt - AGAIN_MS + this.#role.dice.between(50, 300));
  }

  /** Right for a forgery, whose message was acknowledged before; wrong for anything else. */
  #conflict(number: number): void {
    const written = this.#stage.book.written[number];
    if (written !== undefined && !written.acknowledged)
      written.contradiction ??= "its id is said to stand for another text";
  }
}
