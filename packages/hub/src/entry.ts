import type { Author } from "./author.ts";

/** What was said: a text, or bytes with their media type. */
export type Content = { readonly text: string } | { readonly data: Uint8Array; readonly contentType: string };

/** What a protocol passes through without understanding it (the headers of a STOMP SEND). */
export type Headers = Readonly<Record<string, string>>;

/** An entry on its way in: everything but its place. */
export interface Draft {
  /** Made by the client, or here; with the author's key it makes a repeat findable. */
  readonly id: string;
  readonly author: Author;
  /** Milliseconds since 1970, by the clock of the node that took it. Told, never ordered by. */
  readonly at: number;
  readonly content: Content;
  readonly headers?: Headers;
  /** What it is the latest value of. Only in a volatile room: what is kept is never left out in favour of a later one. */
  readonly key?: string;
}

/** One line of a room's log. */
export interface Entry extends Draft {
  readonly kind: "entry";
  readonly room: string;
  /** Names the history that `offset` counts in. */
  readonly epoch: string;
  /** 1 for the first entry of the log; contiguous. */
  readonly offset: number;
  /** 32 bits over this entry and all before it (`check.ts`). */
  readonly check: number;
  /** The operator took the content away; the place stays. */
  readonly removed: boolean;
}

/** Whether two contents are the same, byte for byte: what tells a repeat from a conflict. */
export function sameContent(a: Content, b: Content): boolean {
  if ("text" in a) return "text" in b && a.text === b.text;
  if ("text" in b || a.contentType !== b.contentType || a.data.length !== b.data.length) return false;
  return a.data.every((byte, index) => byte === b.data[index]);
}

/** What is left of an entry whose content was taken away: headers and key may say as much as the content did. */
export function withoutContent({ headers: _, key: __, ...entry }: Entry): Entry {
  return { ...entry, content: { text: "" }, removed: true };
}

/** What a content weighs, in UTF-16 units or bytes: close enough for a bound, and free. */
export function contentSize(content: Content): number {
  return "text" in content ? content.text.length : content.data.length;
}
