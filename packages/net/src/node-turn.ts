/** The end of a turn of Node's event loop: after everything that its poll brought (`setImmediate`). */
export class NodeTurn {
  #calls: (() => void)[] = [];
  #later: (() => void)[] = [];
  readonly #end = (): void => this.#endTurn();

  /** Calls once at the turn's end; what is asked for during the end is called in the same end. */
  atEnd(call: () => void): void {
    if (this.#calls.length === 0) setImmediate(this.#end);
    this.#calls.push(call);
  }

  /** Calls once at the end of the turn after this one. */
  next(call: () => void): void {
    if (this.#calls.length === 0) this.atEnd(nothing);
    this.#later.push(call);
  }

  #endTurn(): void {
    const calls = this.#calls;
    for (let index = 0; index < calls.length; index++) {
      try {
        calls[index]?.();
      } catch (error) {
        // One fault must not take the others' turn; it is still a fault, and reported as one.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
    this.#calls = this.#later;
    this.#later = [];
    if (this.#calls.length > 0) setImmediate(this.#end);
  }
}

function nothing(): void {}
