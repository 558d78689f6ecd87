import type { LitElement, ReactiveController } from "lit";

const LOOKS = ["focus", "blur"] as const;

/** What the element must notice around it: whether anybody looks, how wide it is, and that time passes. */
export class Watch implements ReactiveController {
  isWide = false;
  readonly #host: LitElement;
  readonly #looked: () => void;
  readonly #observer: ResizeObserver;
  #ticking: ReturnType<typeof setInterval> | undefined;

  constructor(host: LitElement, wide: number, looked: () => void) {
    this.#host = host;
    this.#looked = looked;
    this.#observer = new ResizeObserver(([entry]) => {
      const isWide = (entry?.contentRect.width ?? 0) >= wide;
      if (isWide !== this.isWide) host.requestUpdate();
      this.isWide = isWide;
    });
    host.addController(this);
  }

  get isWatching(): boolean {
    return !document.hidden && document.hasFocus();
  }

  hostConnected(): void {
    this.#observer.observe(this.#host);
    for (const look of LOOKS) addEventListener(look, this.#looked);
    document.addEventListener("visibilitychange", this.#looked);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    for (const look of LOOKS) removeEventListener(look, this.#looked);
    document.removeEventListener("visibilitychange", this.#looked);
    this.tick(false);
  }

  /** A second at a time, while something counts down. */
  tick(on: boolean): void {
    if (on === (this.#ticking !== undefined)) return;
    clearInterval(this.#ticking);
    this.#ticking = on ? setInterval(() => this.#host.requestUpdate(), 1000) : undefined;
  }
}
