/** 16 connections a turn: a millisecond or two of it, so that those who are here are served between those who come. */
const MAX_PER_TURN = 16;

/** A turn of the event loop, as the hub has it. */
export interface Turn {
  atEnd(call: () => void): void;
  next(call: () => void): void;
}

/** Lets in whoever comes, a bounded number a turn; the rest wait in a row for the turns after it. */
export class Turnstile<T> {
  readonly #turn: Turn;
  readonly #admit: (comer: T) => void;
  readonly #max: number;
  /** Those who come one by one are not worth a call at each turn's end: it is asked for when there are so many. */
  readonly #calm: number;
  readonly #waiting: T[] = [];
  /** How many have passed in this turn, and a few in turns before it. */
  #passed = 0;
  readonly #end = (): void => this.#endTurn();
  readonly #next = (): void => this.#admitNext();

  constructor(turn: Turn, admit: (comer: T) => void, max: number = MAX_PER_TURN) {
    this.#turn = turn;
    this.#admit = admit;
    this.#max = max;
    this.#calm = Math.max(1, max >> 2);
  }

  /** At once if this turn has room, else in the order in which they came. False: it waits. */
  come(comer: T): boolean {
    const hasRoom = this.#passed < this.#max;
    if (hasRoom) this.#pass(comer);
    else this.#waiting.push(comer);
    return hasRoom;
  }

  #pass(comer: T): void {
    this.#passed++;
    if (this.#passed === this.#calm) this.#turn.atEnd(this.#end);
    this.#admit(comer);
  }

  #endTurn(): void {
    // While some wait, whoever comes in the next turn before they are let in goes behind them.
    if (this.#waiting.length === 0) this.#passed = 0;
    else this.#turn.next(this.#next);
  }

  #admitNext(): void {
    this.#passed = 0;
    for (const comer of this.#waiting.splice(0, this.#max)) this.#pass(comer);
  }
}
