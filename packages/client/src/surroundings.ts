/** Signs that the network or the person is back: then waiting is waste. Answers the function that stops watching. */
export type WatchSurroundings = (back: () => void) => () => void;

interface Target {
  addEventListener(type: string, hear: () => void): void;
  removeEventListener(type: string, hear: () => void): void;
}

/** What of a page's window is looked at; Node has none of it. */
export interface Surroundings extends Partial<Target> {
  readonly document?: Target & { readonly visibilityState: string };
  readonly setTimeout?: unknown;
}

/** The page's `online` and `visibilitychange` events. */
export function watchPage(back: () => void, world: Surroundings = globalThis): () => void {
  const { document } = world;
  const seen = (): void => {
    if (document?.visibilityState === "visible") back();
  };
  world.addEventListener?.("online", back);
  document?.addEventListener("visibilitychange", seen);
  return () => {
    world.removeEventListener?.("online", back);
    document?.removeEventListener("visibilitychange", seen);
  };
}
