/**
 * A list of messages stands in one of two ways: at its end, or at a message, so many pixels from the top of the view.
 * Whatever changes (rows above, rows below, sizes, the window), the same stands there again. Plain numbers in and out.
 */

/** So close to the end counts as the end. */
const END_PX = 60;
/** Earlier and later messages are fetched this many view heights ahead. */
const AHEAD = 1.5;

export interface View {
  readonly scrollTop: number;
  readonly scrollHeight: number;
  readonly clientHeight: number;
}

/** A row's place, from the top of the view. */
export interface RowPlace {
  readonly key: string;
  readonly top: number;
  readonly bottom: number;
}

export type Stance = { readonly kind: "end" } | { readonly kind: "at"; readonly key: string; readonly offset: number };

export const AT_END: Stance = { kind: "end" };

/** `rows` top down. `live` says that the last row shown is the newest there is. */
export function stanceOf(view: View, rows: Iterable<RowPlace>, live: boolean): Stance {
  if (live && isNearEnd(view)) return AT_END;
  for (const { key, top, bottom } of rows) if (bottom > 0) return { kind: "at", key, offset: top };
  return AT_END;
}

/** Where to scroll so that the stance holds again; `top` is where its row is now, undefined when it is gone. */
export function scrollTopFor(stance: Stance, view: View, top: number | undefined): number {
  if (stance.kind === "end") return view.scrollHeight - view.clientHeight;
  return top === undefined ? view.scrollTop : view.scrollTop + top - stance.offset;
}

export function isNearEnd({ scrollTop, scrollHeight, clientHeight }: View): boolean {
  return scrollHeight - clientHeight - scrollTop <= END_PX;
}

export function wantsEarlier({ scrollTop, clientHeight }: View): boolean {
  return scrollTop < clientHeight * AHEAD;
}

export function wantsLater({ scrollTop, scrollHeight, clientHeight }: View): boolean {
  return scrollHeight - clientHeight - scrollTop < clientHeight * AHEAD;
}
