/** Stops those who come while it is shut; they go on in their order when it opens. */
export class Gate {
  #isShut = false;
  readonly #waiting: (() => void)[] = [];

  get isShut(): boolean {
    return this.#isShut;
  }

  shut(): void {
    this.#isShut = true;
  }

  open(): void {
    this.#isShut = false;
    for (const goOn of this.#waiting.splice(0)) goOn();
  }

  /** Resolves when who has come may go on. */
  pass(): Promise<void> {
    return this.#isShut ? new Promise((goOn) => this.#waiting.push(goOn)) : Promise.resolve();
  }
}
