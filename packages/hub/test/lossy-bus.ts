import type { Broker, News } from "@madang/hub";

/** A bus that loses what the test wants lost. Each node's news stay in order. */
export class LossyBus {
  readonly #listeners = new Set<{ readonly node: object; readonly room: string; hear(news: News): void }>();
  /** Answers true for news that are lost. */
  loses: () => boolean = () => false;

  node(): Broker {
    const node = {};
    return {
      publish: (room, news) => {
        for (const listener of this.#listeners) {
          if (listener.node !== node && listener.room === room && !this.loses()) listener.hear(news);
        }
      },
      subscribe: (room, hear) => {
        const listener = { node, room, hear };
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
      close: async () => undefined,
    };
  }
}
