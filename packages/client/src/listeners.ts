/** Who wants to hear of something. One that throws harms neither the others nor the teller. */
export class Listeners<T> {
  readonly #all = new Set<(value: T) => void>();

  /** Answers the function that takes it out again. */
  add(hear: (value: T) => void): () => void {
    const own = (value: T): void => hear(value);
    this.#all.add(own);
    return () => void this.#all.delete(own);
  }

  tell(value: T): void {
    for (const hear of [...this.#all]) {
      try {
        hear(value);
      } catch (error) {
        // The runtime reports it as an unhandled rejection, with its stack.
        void Promise.reject(error);
      }
    }
  }
}
