import type { Broker, News } from "./broker.ts";

/** Several nodes in one process: the broker without a network. */
export class MemoryBus {
  readonly #listeners = new Set<{ readonly node: object; readonly room: string; hear(news: News): void }>();

  /** One node's side of it. */
  node(): Broker {
    const node = {};
    const own = new Set<() => void>();
    return {
      publish: (room, news) => {
        for (const listener of this.#listeners) {
          if (listener.node !== node && listener.room === room) listener.hear(news);
        }
      },
      subscribe: (room, hear) => {
        const listener = { node, room, hear };
        this.#listeners.add(listener);
        const stop = (): void => {
          this.#listeners.delete(listener);
          own.delete(stop);
        };
        own.add(stop);
        return stop;
      },
      close: async () => {
        for (const stop of own) stop();
      },
    };
  }
}
