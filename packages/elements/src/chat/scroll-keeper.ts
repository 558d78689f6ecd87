import type { ReactiveController, ReactiveControllerHost } from "lit";
import {
  AT_END,
  isNearEnd,
  type RowPlace,
  type Stance,
  scrollTopFor,
  stanceOf,
  wantsEarlier,
  wantsLater,
} from "../model/scroll-anchor.ts";

export interface ScrollOwner {
  /** The last row shown is the newest. */
  readonly live: boolean;
  readonly canEarlier: boolean;
  earlier(): void;
  later(): void;
  /** The reader came to the end, or left it. */
  following(atEnd: boolean): void;
}

/**
 * Keeps the reader's place whatever happens to the list. The browser's own anchoring is switched off in the style sheet:
 * it stands still at the very top, where history comes in, older Safaris have none, and two keepers would add up.
 */
export class ScrollKeeper implements ReactiveController {
  readonly #owner: ScrollOwner;
  readonly #observer = new ResizeObserver(() => this.#restore());
  #list: HTMLElement | undefined;
  #stance: Stance = AT_END;
  #lastTop = 0;

  constructor(host: ReactiveControllerHost, owner: ScrollOwner) {
    this.#owner = owner;
    host.addController(this);
  }

  attach(list: HTMLElement | undefined): void {
    if (list === this.#list || list === undefined) return;
    this.#observer.disconnect();
    this.#list = list;
    list.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.#observer.observe(list);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    this.#list = undefined;
  }

  /** Before a change: where does the reader stand? */
  hostUpdate(): void {
    const list = this.#list;
    if (list && list.scrollTop !== this.#lastTop) this.#stance = this.#read(list);
  }

  /** After it: there again. */
  hostUpdated(): void {
    const column = this.#list?.firstElementChild;
    if (column) this.#observer.observe(column);
    this.#restore();
  }

  toEnd(): void {
    this.#stance = AT_END;
    this.#restore();
  }

  page(direction: -1 | 1): void {
    const list = this.#list;
    list?.scrollBy({ top: direction * list.clientHeight * 0.9 });
  }

  #scrolled(): void {
    const list = this.#list;
    if (list === undefined) return;
    this.#lastTop = list.scrollTop;
    this.#stance = this.#read(list);
    this.#owner.following(this.#owner.live && isNearEnd(list));
    this.#reach(list);
  }

  #reach(list: HTMLElement): void {
    if (this.#owner.canEarlier && wantsEarlier(list)) this.#owner.earlier();
    else if (!this.#owner.live && wantsLater(list)) this.#owner.later();
  }

  #read(list: HTMLElement): Stance {
    return stanceOf(list, places(list), this.#owner.live);
  }

  #restore(): void {
    const list = this.#list;
    if (list === undefined || list.clientHeight === 0) return;
    const row = this.#stance.kind === "at" ? rowOf(list, this.#stance.key) : undefined;
    const top = row && row.getBoundingClientRect().top - list.getBoundingClientRect().top;
    const wanted = scrollTopFor(this.#stance, list, top);
    if (Math.abs(wanted - list.scrollTop) >= 1) list.scrollTop = wanted;
    this.#lastTop = list.scrollTop;
    if (this.#stance.kind === "at") this.#reach(list);
  }
}

/** A key may hold anything; a selector may not. */
function rowOf(list: HTMLElement, key: string): HTMLElement | undefined {
  for (const row of list.querySelectorAll<HTMLElement>("[data-key]")) if (row.dataset["key"] === key) return row;
  return undefined;
}

function* places(list: HTMLElement): Generator<RowPlace> {
  const { top } = list.getBoundingClientRect();
  for (const row of list.querySelectorAll<HTMLElement>("[data-key]")) {
    const box = row.getBoundingClientRect();
    yield { key: row.dataset["key"] ?? "", top: box.top - top, bottom: box.bottom - top };
  }
}
