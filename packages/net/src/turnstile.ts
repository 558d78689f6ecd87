/** 32 connections a turn: some milliseconds of it, so that those who are here are served between those who come. */
const MAX_PER_TURN = 32;

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
  readonly #waiting: T[] = [];
  /** How many have passed in this turn. */
  #passed = 0;
  readonly #end = (): void => this.#endTurn();
  readonly #next = (): void => this.#admitNext();

  constructor(turn: Turn, admit: (comer: T) => void, max: number = MAX_PER_TURN) {
    this.#turn = turn;
    this.#admit = admit;
    this.#max = max;
  }

  /** At once if this turn has room, else in the order in which they came. */
  come(comer: T): void {
    if (this.#passed < this.#max) this.#pass(comer);
    else this.#waiting.push(comer);
  }

  #pass(comer: T): void {
    if (this.#passed === 0) this.#turn.atEnd(this.#end);
    this.#passed++;
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
